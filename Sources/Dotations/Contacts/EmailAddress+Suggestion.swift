extension EmailAddress {
    /// The address that was probably meant where the domain looks like a mistyped one of a common provider; never applied by itself.
    public var suggestion: EmailAddress? {
        let given = Array(domain.utf8)
        guard given.count <= 32, !Self.trusted.contains(String(domain)) else { return nil }
        var best: (domain: String, distance: Int, sharesFirst: Bool)?
        for provider in Self.providers {
            let known = Array(provider.utf8)
            // A short name is one slip away from many that exist.
            let limit = known.count < 8 ? 1 : 2
            guard abs(known.count - given.count) <= limit else { continue }
            let distance = Self.distance(given, known)
            let sharesFirst = given.first == known.first
            guard distance <= limit else { continue }
            if let best, (best.distance, best.sharesFirst ? 0 : 1) <= (distance, sharesFirst ? 0 : 1) { continue }
            best = (provider, distance, sharesFirst)
        }
        return best.map { EmailAddress(localPart: String(localPart), domain: $0.domain) }
    }

    /// What is worth a look about the address.
    public var warnings: [Warning] {
        suggestion.map { [Warning(.emailSuggestion, column: .email, given: text, suggestion: $0.text)] } ?? []
    }

    /// Providers whose names are often mistyped.
    private static let providers = [
        "gmail.com", "orange.fr", "wanadoo.fr", "free.fr", "sfr.fr", "laposte.net", "hotmail.fr", "hotmail.com", "outlook.fr",
        "outlook.com",
        "live.fr", "yahoo.fr", "yahoo.com", "icloud.com", "bbox.fr", "neuf.fr", "numericable.fr", "club-internet.fr", "aol.com",
        "yopmail.com",
    ]

    /// Names that are right, the providers' own and those that look like one of them.
    private static let trusted: Set<String> = Set(providers).union([
        "mail.com", "ymail.com", "email.com", "fmail.com", "rmail.com", "gmx.com", "gmx.fr", "live.com", "live.be", "live.ca", "me.com",
        "mac.com",
        "aol.fr", "free.com", "yahoo.co", "yahoo.ca", "yahoo.be", "hotmail.be", "hotmail.ca", "hotmail.co", "hotmail.it", "hotmail.de",
        "hotmail.es", "outlook.be", "outlook.de", "outlook.es", "outlook.it", "yahoo.de", "yahoo.es", "yahoo.it", "yopmail.fr",
        "yopmail.net",
        "laposte.fr", "orange.com", "orange.be", "orange.pl", "orange.es", "orange.ci", "tfree.fr",
    ])

    /// The optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var before: [Int] = []
        var previous = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            row.reserveCapacity(b.count + 1)
            for j in b.indices {
                var cost = min(previous[j] + (a[i] == b[j] ? 0 : 1), previous[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
                row.append(cost)
            }
            before = previous
            previous = row
        }
        return previous[b.count]
    }
}
