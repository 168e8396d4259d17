/// Passwords that a rule makes: as common as those of a list, and too many to be listed.
enum PredictableText {
    /// Digits, letters, and the rows and columns of the keyboards that people have (AZERTY, QWERTY, QWERTZ), with what two rows at once make.
    private static let rows = [
        "01234567890", "abcdefghijklmnopqrstuvwxyz", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm",
        "qwertzuiop",
        "yxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm", "1aqw2zsx3edc4rfv5tgb6yhn7uj", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
        "1a2z3e4r5t6y7u8i9o0p", "a1z2e3r4t5y6u7i8o9p0",
    ].flatMap { [Array($0.utf8), Array($0.utf8.reversed())] }

    /// Words that people choose, alone or with digits, in French and in English, and those that this service suggests.
    private static let words = [
        "motdepasse", "passe", "password", "passw0rd", "secret", "bonjour", "bienvenue", "welcome", "soleil", "jetaime", "iloveyou",
        "amour",
        "doudou", "loulou", "chouchou", "coucou", "chocolat", "princesse", "princess", "marseille", "paris", "france", "football", "dragon",
        "monkey", "sunshine", "superman", "batman", "pokemon", "starwars", "letmein", "admin", "administrateur", "administrator", "azerty",
        "qwerty", "nicolas", "camille", "julien", "thomas", "vacances", "cheque", "cheques", "chequevacances", "chequesvacances", "ancv",
        "connect", "dotation", "dotations", "comite", "entreprise", "comiteentreprise", "test", "changeme", "changezmoi",
    ].map { Array($0.utf8) }

    /// Whether a rule makes the text, whose key is its letters and digits without case and accents.
    static func describes(_ text: String, key: String) -> Bool {
        let key = Array(key.utf8)
        return repeats(Array(text.lowercased().unicodeScalars)) || repeats(key) || isRuns(key[...])
            || words.contains { isOnly($0, and: key) }
    }

    /// Whether it is one part again and again, and the part is too short for a password.
    private static func repeats(_ text: [some Equatable]) -> Bool {
        (1..<ChosenPassword.minimumCharacters).contains { period in
            period < text.count && text.indices.dropFirst(period).allSatisfy { text[$0] == text[$0 - period] }
        }
    }

    /// Whether it is the word, once or more, and beside it only runs and up to four digits.
    private static func isOnly(_ word: [UInt8], and key: [UInt8]) -> Bool {
        var rest = key[...]
        var other = key[..<0]
        var found = false
        while !rest.isEmpty {
            if rest.starts(with: word) {
                guard isFiller(other) else { return false }
                found = true
                rest = rest.dropFirst(word.count)
                other = rest.prefix(0)
            } else {
                rest = rest.dropFirst()
                other = key[other.startIndex..<rest.startIndex]
            }
        }
        return found && isFiller(other)
    }

    private static func isFiller(_ part: ArraySlice<UInt8>) -> Bool {
        part.isEmpty || (part.count <= 4 && part.allSatisfy { 0x30...0x39 ~= $0 }) || isRuns(part)
    }

    /// Whether it can be cut into runs of three or more along a row, or of one character.
    private static func isRuns(_ text: ArraySlice<UInt8>) -> Bool {
        guard text.count >= 3 else { return false }
        var ends: Set<Int> = [text.startIndex]
        for start in text.indices where ends.contains(start) {
            // What is longer than five is several runs of three to five.
            let longest = run(text[start...].prefix(5))
            if longest >= 3 { ends.formUnion((3...longest).map { start + $0 }) }
        }
        return ends.contains(text.endIndex)
    }

    private static func run(_ text: ArraySlice<UInt8>) -> Int {
        let same = text.prefix { $0 == text.first }.count
        return rows.reduce(same) { longest, row in
            guard let place = text.first.flatMap(row.firstIndex(of:)) else { return longest }
            return max(longest, zip(row[place...], text).prefix { $0 == $1 }.count)
        }
    }
}
