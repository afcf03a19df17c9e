/// A text in lines of at most `width` letters, parted between words; longer words are cut.
func wrapped(_ text: String, width: Int) -> [String] {
  var lines = [""]
  for word in text.split(separator: " ") {
    var rest = word
    while !rest.isEmpty {
      let last = lines[lines.count - 1]
      let room = last.isEmpty ? width : width - last.count - 1
      if rest.count <= room {
        lines[lines.count - 1] += (last.isEmpty ? "" : " ") + rest
        rest = ""
      } else if last.isEmpty {
        lines[lines.count - 1] = String(rest.prefix(width))
        rest = rest.dropFirst(width)
      } else {
        lines.append("")
      }
    }
  }
  return lines
}
