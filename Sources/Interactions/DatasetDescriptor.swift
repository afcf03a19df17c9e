/// What `Data/NAME.lua` says about a dataset: where it comes from and how it is read.
public struct DatasetDescriptor: Sendable, Equatable {
  /// The name in configs and of the folder.
  public var name: String
  /// The name in prose.
  public var title: String
  /// What is known of the licence.
  public var licence: String
  /// Whom to cite.
  public var citation: String
  /// The files, in the order of reading.
  public var files: [DatasetFile]
  /// How the files are written.
  public var format: InteractionFormat
  /// The filter that a config may replace.
  public var filter: CountFilter
  /// The split that a config may replace: `www23`, or `given` when the files are its parts.
  public var split: String

  /// A description; the filter keeps everything unless told.
  public init(
    name: String, title: String, licence: String, citation: String, files: [DatasetFile],
    format: InteractionFormat, filter: CountFilter = CountFilter(), split: String = "www23"
  ) {
    self.name = name
    self.title = title
    self.licence = licence
    self.citation = citation
    self.files = files
    self.format = format
    self.filter = filter
    self.split = split
  }
}

/// One file of a dataset.
public struct DatasetFile: Sendable, Equatable {
  /// The name in the dataset's folder.
  public var name: String
  /// Where it can be fetched.
  public var url: String?
  /// The SHA-256 digest, 64 hexadecimal digits.
  public var sha256: String?
  /// The size, for the progress of a download.
  public var bytes: Int?
  /// The part of a given split that it is.
  public var part: SplitPart?

  /// A file of this name.
  public init(
    _ name: String, url: String? = nil, sha256: String? = nil, bytes: Int? = nil,
    part: SplitPart? = nil
  ) {
    self.name = name
    self.url = url
    self.sha256 = sha256
    self.bytes = bytes
    self.part = part
  }
}
