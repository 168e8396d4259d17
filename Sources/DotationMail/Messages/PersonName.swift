/// Names, which come from a sheet that anybody may have written.
enum PersonName {
    /// The name as a message may show it: letters, digits, spaces, hyphens, apostrophes and dots, at most 60 of them.
    ///
    /// Anything else counts as a space, and a dot stands before a space: no name can become a line, a tag, a header or something that a
    /// mail reader takes for a link.
    static func shown(_ name: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            guard shown.count < 60 else { break }
            let isAllowed: Bool
            switch scalar.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: isAllowed = true
            case .nonspacingMark, .spacingMark: isAllowed = !(shown.last.map { $0 == " " } ?? true)
            default: isAllowed = scalar == "-" || scalar == "'" || scalar == "’" || scalar == "."
            }
            if isAllowed {
                if shown.last == "." { shown.append(" ") }
                shown.append(scalar)
            } else if let last = shown.last, last != " " {
                shown.append(" ")
            }
        }
        while shown.last == " " { shown.removeLast() }
        return String(shown)
    }
}
