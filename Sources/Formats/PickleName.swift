/// The names of functions and classes that a pickle may refer to; whatever else is refused.
enum PickleName: Sendable {
  case makeArray, makeScalar, arrayFromBuffer, arrayClass, dtype
  case encode, set, frozenSet, list, tuple, dict, orderedDict, defaultDict, bytes, byteArray
  /// Types that stand for themselves, as what a defaultdict makes.
  case plainType
  case rebuildTensor, rebuildParameter
  case float32Storage, float64Storage, float16Storage, bfloat16Storage, int64Storage, int32Storage
  case int16Storage, int8Storage, uint8Storage, boolStorage

  private static let known: [String: PickleName] = {
    var known: [String: PickleName] = [
      "numpy.ndarray": .arrayClass, "numpy.dtype": .dtype, "_codecs.encode": .encode,
      "collections.OrderedDict": .orderedDict, "collections.defaultdict": .defaultDict,
      "torch._utils._rebuild_tensor_v2": .rebuildTensor,
      "torch._utils._rebuild_parameter": .rebuildParameter,
      "torch.FloatStorage": .float32Storage, "torch.DoubleStorage": .float64Storage,
      "torch.HalfStorage": .float16Storage, "torch.BFloat16Storage": .bfloat16Storage,
      "torch.LongStorage": .int64Storage, "torch.IntStorage": .int32Storage,
      "torch.ShortStorage": .int16Storage, "torch.CharStorage": .int8Storage,
      "torch.ByteStorage": .uint8Storage, "torch.BoolStorage": .boolStorage,
    ]
    for core in ["numpy.core", "numpy._core"] {
      known["\(core).multiarray._reconstruct"] = .makeArray
      known["\(core).multiarray.scalar"] = .makeScalar
      known["\(core).numeric._frombuffer"] = .arrayFromBuffer
    }
    for module in ["builtins", "__builtin__"] {
      known["\(module).set"] = .set
      known["\(module).frozenset"] = .frozenSet
      known["\(module).list"] = .list
      known["\(module).tuple"] = .tuple
      known["\(module).dict"] = .dict
      known["\(module).bytes"] = .bytes
      known["\(module).bytearray"] = .byteArray
      for type in ["int", "float", "str", "bool", "long", "unicode"] {
        known["\(module).\(type)"] = .plainType
      }
    }
    return known
  }()

  /// The name in a module.
  /// - Throws: ``ForeignFileError/Reason`` that names it when it is refused.
  init(_ module: String, _ name: String) throws(ForeignFileError.Reason) {
    let full = "\(module).\(name)"
    guard let known = Self.known[full] else {
      throw """
      asks for \(full.prefix(80)), which is refused: only numbers, texts, lists, tuples, dicts, \
      sets and numpy arrays are built from a pickle
      """
    }
    self = known
  }

  /// The elements of a PyTorch storage.
  var storageType: ElementType? {
    switch self {
    case .float32Storage: ElementType(.float, width: 4)
    case .float64Storage: ElementType(.float, width: 8)
    case .float16Storage: ElementType(.float, width: 2)
    case .bfloat16Storage: ElementType(.bfloat, width: 2)
    case .int64Storage: ElementType(.signed, width: 8)
    case .int32Storage: ElementType(.signed, width: 4)
    case .int16Storage: ElementType(.signed, width: 2)
    case .int8Storage: ElementType(.signed, width: 1)
    case .uint8Storage: ElementType(.unsigned, width: 1)
    case .boolStorage: ElementType(.bool, width: 1)
    default: nil
    }
  }
}
