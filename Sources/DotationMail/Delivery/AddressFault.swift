extension ServerAnswer {
    /// Whether a refusal blames the recipient's address: whether somebody has to correct it.
    ///
    /// The one rule for what a mail server answers and for what a delivery status notification tells. Only what is known to blame the address
    /// does, as whatever else is wrong would send somebody looking for a fault that is not there. What may pass blames nobody. A status that
    /// says which fault it is decides (RFC 3463, RFC 5248, RFC 7505); where there is none, or one that says only that there was a fault, the
    /// words do, unless they tell of the sender, the message or the server's policy.
    ///
    /// `isOfRecipient` is whether it answers to the recipient, and not to the whole message: that is refused for what it says, and blames
    /// the address only with the status of a mailbox that does not exist.
    func blamesAddress(isOfRecipient: Bool) -> Bool {
        let numbers = status.map { $0.split(separator: ".").compactMap { Int($0) } } ?? []
        guard numbers.first ?? code.map({ $0 / 100 }) ?? 5 == 5 else { return false }
        guard numbers.count == 3 else {
            return isOfRecipient && blamesByWords
        }
        switch (numbers[1], numbers[2]) {
        // No such mailbox; Outlook.com's for the same.
        case (1, 1), (1, 10): return true
        // The domain; the syntax; moved; disabled; no way to the domain; Outlook.com's for a domain that does not exist.
        case (1, 2), (1, 3), (1, 6), (2, 1), (4, 4), (4, 310): return isOfRecipient
        // Outlook.com's for an address that its directory does not have.
        case (4, 1): return isOfRecipient && says(["recipient address rejected: access denied"])
        case (_, 0): return isOfRecipient && [0, 1, 2, 3, 5].contains(numbers[1]) && blamesByWords
        default: return false
        }
    }

    /// 556 is a domain that takes no mail (RFC 7504).
    private var blamesByWords: Bool { code == 556 || !says(Self.policyWords) && says(Self.addressWords) }

    /// Whether the words hold one of some words in small letters, whatever is an address in them left out.
    private func says(_ phrases: [String]) -> Bool {
        let said = words.utf8.split(separator: UInt8(ascii: " ")).filter { !$0.contains(UInt8(ascii: "@")) }.joined(
            separator: [UInt8(ascii: " ")]
        ).map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
        return phrases.contains { phrase in
            let phrase = Array(phrase.utf8)
            return said.indices.contains { said[$0...].starts(with: phrase) }
        }
    }

    /// What servers say of the sender, the message and their policy, as found in the texts of Exim, qmail, Postfix, Sendmail, Exchange, Orange
    /// and La Poste.
    private static let policyWords = [
        "relay", "rcpthosts", "spam", "blacklist", "black list", "blocklist", "block list", "blocked", "policy", "reputation", "spf",
        "dkim", "dmarc", "reverse dns", "ptr record", "sender", "authenticat", "not permitted", "prohibit", "rate limit", "too many",
        "greylist", "virus", "content", "size", "loop", "emetteur", "émetteur", "expediteur", "expéditeur", "mail rejete", "mail rejeté",
        "taille", "service refuse",
    ]

    private static let addressWords = [
        "user unknown", "unknown user", "recipient unknown", "unknown recipient", "unknown address", "no such", "not exist",
        "doesn't exist", "doesn't have a", "invalid recipient", "invalid mailbox", "invalid address", "user not found",
        "user not local", "recipient not found", "mailbox not found", "address not found", "mailbox unavailable", "no mailbox",
        "mailbox name", "unrouteable address", "unroutable address", "host not found", "domain not found", "account disabled",
        "account is disabled", "destinataire invalide", "destinataire inconnu", "utilisateur inconnu", "adresse inconnue",
        "adresse invalide", "adresse inexistante", "boite inexistante", "boîte inexistante", "ofr_416",
    ]
}

extension ServerAnswer {
    /// Whether a report of this status and these words of the recipient's server blames the recipient's address.
    ///
    /// Where the report's own status says nothing, as Exim's, the one in the words counts.
    static func blamesAddress(status: String, diagnostic: String?) -> Bool {
        let words = diagnostic ?? ""
        let said = ServerAnswer(dialogueLine: words)
        let isPlain = status.split(separator: ".").dropFirst().first != "0"
        return ServerAnswer(code: said?.code, status: isPlain || said == nil ? status : said?.status, words: words)
            .blamesAddress(isOfRecipient: true)
    }
}
