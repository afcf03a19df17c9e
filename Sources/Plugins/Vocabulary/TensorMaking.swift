import LuaRuntime
import Tensors

/// The functions of `hc` that make tensors.
enum TensorMaking {
  static var rows: [HetcompModule.Row] {
    [
      HetcompModule.Row(
        "tensor", "hc.tensor(number or nested list) → tensor", "a tensor of the given elements"
      ) { LuaValue(try NestedList(try $0.value(1)).tensor) }
    ]
  }
}
