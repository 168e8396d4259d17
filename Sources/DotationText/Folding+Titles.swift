extension Folding {
    /// The key of a column's title: as ``key(_:)``, and `Nº` and `№` are `N°`.
    package static func titleKey(_ title: some StringProtocol) -> String {
        // `Nº` with the ordinal sign, which is a letter, is as common as `N°` with the sign of a degree, and `№` is both in one.
        var plain = String.UnicodeScalarView()
        for scalar in title.unicodeScalars where scalar != "º" && scalar != "ª" { plain.append(scalar == "№" ? "n" : scalar) }
        return key(String(plain))
    }

    /// The keys that a title is found by, in their order: its own, then, where it has brackets, the one without what stands in them.
    package static func titleKeys(_ title: String) -> [String] {
        let outside = withoutBrackets(title)
        return outside == title ? [titleKey(title)] : [titleKey(title), titleKey(outside)]
    }

    private static func withoutBrackets(_ title: String) -> String {
        var depth = 0
        var kept = String.UnicodeScalarView()
        for scalar in title.unicodeScalars {
            switch scalar {
            case "(", "[": depth += 1
            case ")", "]": depth = max(0, depth - 1)
            default: if depth == 0 { kept.append(scalar) }
            }
        }
        return String(kept)
    }
}
