internal import Dotations

/// Texts that look the same to a person and are not: what a message says of two values has to show where they differ.
enum LookAlikes {
    /// Where two texts that look alike differ; nil where they are the same, or look different.
    static func difference(_ given: String, _ other: String) -> String? {
        guard !given.unicodeScalars.elementsEqual(other.unicodeScalars),
            appearance(VisibleText.of(given)) == appearance(VisibleText.of(other))
        else { return nil }
        let (given, other) = (Array(given), Array(other))
        let position = zip(given, other).prefix { $0 == $1 }.count
        let place = position == 0 ? "1er" : "\(position + 1)e"
        switch (position < given.count, position < other.count) {
        case (true, true):
            let scalars = zip(given[position].unicodeScalars, other[position].unicodeScalars).first { $0 != $1 }
            guard let (a, b) = scalars else { return "les accents du \(place) caractère ne sont pas les mêmes" }
            return "au \(place) caractère, \(VisibleText.name(of: a)) au lieu de \(VisibleText.name(of: b))"
        case (true, false): return "il y a quelque chose de plus à partir du \(place) caractère"
        case (false, true): return "il manque quelque chose à partir du \(place) caractère"
        case (false, false): return "les accents sont composés autrement"
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
