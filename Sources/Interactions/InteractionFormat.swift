/// How the interactions of a text file are written.
public enum InteractionFormat: Sendable, Equatable {
  /// `count item item …`, one user a line; a user's id is the line number from 0.
  case usersDat
  /// `user item item …`, as LightGCN's files.
  case lightGCN
  /// One interaction a line.
  case delimited(DelimitedFormat)

  /// Whether files of this format count users and items from 0 without gaps.
  var hasDenseIds: Bool {
    switch self {
    case .usersDat, .lightGCN: true
    case .delimited: false
    }
  }
}

/// The columns of a delimited file.
public struct DelimitedFormat: Sendable, Equatable {
  /// A column, by its place or by the name in the header.
  public enum Column: Sendable, Equatable {
    /// Counted from 1.
    case number(Int)
    /// As in the header; `user_id` also finds RecBole's `user_id:token`.
    case name(String)
  }

  /// What stands between two columns, such as `"\t"`, `","` or `"::"`.
  public var separator: String
  /// Whether the first line names the columns.
  public var hasHeader: Bool
  /// The column of user ids.
  public var user: Column
  /// The column of item ids.
  public var item: Column
  /// The column of ratings; needed only for ``minimumRating``.
  public var rating: Column?
  /// The column of times, in seconds since any moment; nil when nobody asks for times.
  public var time: Column?
  /// Interactions rated lower are left out.
  public var minimumRating: Double?
  /// Whether ids are texts; otherwise they are whole numbers.
  public var hasTextIds: Bool

  /// A format that by default is `user item` in two columns parted by a tab.
  public init(
    separator: String = "\t", hasHeader: Bool = false, user: Column = .number(1),
    item: Column = .number(2), rating: Column? = nil, minimumRating: Double? = nil,
    time: Column? = nil, hasTextIds: Bool = false
  ) {
    self.separator = separator
    self.hasHeader = hasHeader
    self.user = user
    self.item = item
    self.rating = rating
    self.minimumRating = minimumRating
    self.time = time
    self.hasTextIds = hasTextIds
  }
}
