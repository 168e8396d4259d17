extension EmailAddress {
    /// The address that was probably meant where the domain looks like a mistyped one of a common provider; never applied by itself.
    public var suggestion: EmailAddress? {
        let given = Array(domain.utf8)
        guard given.count <= Self.longest, !Self.trusted.contains(String(domain)) else { return nil }
        let letters = Self.letters(given)
        var best: (domain: [UInt8], rank: Int)?
        for (known, knownLetters) in Self.providers {
            // A short name is one slip away from many that exist.
            let limit = known.count < 8 ? 1 : 2
            // A slip adds a letter, takes one, or both.
            guard (letters ^ knownLetters).nonzeroBitCount <= limit * 2 else { continue }
            guard let distance = EditDistance.of(given, known, atMost: limit) else { continue }
            // Of two that are as near, the first letter is seldom the one that was mistyped.
            let rank = distance * 2 + (given.first == known.first ? 0 : 1)
            if rank < best?.rank ?? .max { best = (known, rank) }
        }
        return best.map { EmailAddress(localPart: String(localPart), domain: String(decoding: $0.domain, as: UTF8.self)) }
    }

    /// What is worth a look about the address.
    public var warnings: [Warning] {
        suggestion.map { [.emailSuggestion(text, suggestion: $0.text)] } ?? []
    }

    /// Providers whose names are often mistyped.
    private static let names = [
        "gmail.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "hotmail.fr", "hotmail.com", "outlook.fr",
        "outlook.com",
        "live.fr", "yahoo.fr", "yahoo.com", "icloud.com", "bbox.fr", "neuf.fr", "numericable.fr", "club-internet.fr", "aol.com",
        "yopmail.com",
    ]

    private static let providers = names.map { (Array($0.utf8), letters(Array($0.utf8))) }

    private static func letters(_ name: [UInt8]) -> UInt32 { name.reduce(0) { $0 | 1 << UInt32($1 & 31) } }

    /// The longest domain that can be a mistyped provider.
    private static let longest = 20

    /// Names that are right, the providers' own and those that look like one of them.
    private static let trusted: Set<String> = Set(names).union([
        "mail.com", "ymail.com", "email.com", "fmail.com", "rmail.com", "gmx.com", "gmx.fr", "live.com", "live.be", "live.ca", "me.com",
        "mac.com",
        "aol.fr", "free.com", "yahoo.co", "yahoo.ca", "yahoo.be", "hotmail.be", "hotmail.ca", "hotmail.co", "hotmail.it", "hotmail.de",
        "hotmail.es", "outlook.be", "outlook.de", "outlook.es", "outlook.it", "yahoo.de", "yahoo.es", "yahoo.it", "yopmail.fr",
        "yopmail.net",
        "laposte.fr", "orange.com", "orange.be", "orange.pl", "orange.es", "orange.ci", "tfree.fr",
    ])
}
