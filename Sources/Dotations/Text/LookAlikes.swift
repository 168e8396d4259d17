internal import DotationText

/// Texts that look the same to a person and are not: what a message says of two values has to show where they differ.
package enum LookAlikes {
    /// How the first of two texts that look alike differs from the other; positions count characters from one.
    package enum Difference: Hashable {
        /// One character stands for another.
        case character(position: Int, given: Unicode.Scalar, other: Unicode.Scalar)
        /// The marks of a character are others.
        case marks(position: Int)
        /// From there on it has more.
        case longer(position: Int)
        /// From there on it has less.
        case shorter(position: Int)
        /// Only the composition of its marks is another.
        case composition
    }

    /// Where two texts that look alike differ; nil where they are the same, or look different.
    package static func difference(_ given: String, _ other: String) -> Difference? {
        guard !given.unicodeScalars.elementsEqual(other.unicodeScalars),
            appearance(VisibleText.of(given)) == appearance(VisibleText.of(other))
        else { return nil }
        let (given, other) = (Array(given), Array(other))
        let index = zip(given, other).prefix { $0 == $1 }.count
        let position = index + 1
        switch (index < given.count, index < other.count) {
        case (true, true):
            let scalars = zip(given[index].unicodeScalars, other[index].unicodeScalars).first { $0 != $1 }
            guard let (a, b) = scalars else { return .marks(position: position) }
            return .character(position: position, given: a, other: b)
        case (true, false): return .longer(position: position)
        case (false, true): return .shorter(position: position)
        case (false, false): return .composition
        }
    }

    /// What a text looks like: one spelling for the letters that look like others.
    private static func appearance(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { plain.append(contentsOf: twins[scalar] ?? [appearance(scalar)]) }
        return String(plain)
    }

    private static func appearance(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        if scalar.isSpace { return " " }
        if scalar.isDash { return "-" }
        if scalar.isApostrophe { return "'" }
        let plain = scalar.withoutFullWidth
        return plain == scalar ? plain : appearance(plain)
    }

    /// Letters and digits by what they look like: the capitals and small letters that Cyrillic and Greek share with Latin, the digits that
    /// are like letters, and ligatures.
    private static let twins: [Unicode.Scalar: [Unicode.Scalar]] = {
        var twins: [Unicode.Scalar: [Unicode.Scalar]] = [
            "0": ["O"], "1": ["l"], "I": ["l"], "|": ["l"], "\u{FB00}": ["f", "f"], "\u{FB01}": ["f", "i"], "\u{FB02}": ["f", "l"],
        ]
        let letters: [(String, String)] = [
            ("АВЕЅІЈКМНОРСТУХԌԚԜ", "ABESlJKMHOPCTYXGQW"), ("аеѕіјорсухԁԛԝ", "aesijopcyxdqw"), ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHlKMNOPTYX"),
            ("ονρ", "ovp"), ("“”„‟″", "\"\"\"\"\""),
        ]
        for (others, latin) in letters {
            for (other, letter) in zip(others.unicodeScalars, latin.unicodeScalars) { twins[other] = [letter] }
        }
        return twins
    }()
}
