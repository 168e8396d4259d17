extension ServerAnswer {
    /// Whether a refusal blames the recipient's address: whether the message would be taken if it were for somebody else.
    ///
    /// The one rule for what a mail server answers and for what a delivery status notification tells. The status decides where it says more
    /// than that there was a fault (RFC 3463, RFC 5248): the address, the mailbox and the way to its domain are the address's; the sender,
    /// the message, the mail system and its policy are not. Without such a status the words decide where they are plain, and else the code
    /// (RFC 5321, 4.2.3) where the recipient was refused.
    ///
    /// `isOfRecipient` is whether it answers to the recipient, and not to the whole message.
    func blamesAddress(isOfRecipient: Bool) -> Bool {
        if let status {
            let numbers = status.split(separator: ".").compactMap { Int($0) }
            switch (numbers[1], numbers[2]) {
            // The sender's address; a message for another kind of mailer.
            case (1, 7...9): return false
            // A message that is too long.
            case (2, 3): return false
            // The mail system's own directory, and its load.
            case (4, 3), (4, 5): return false
            case (1, _), (2, _), (4, _): return true
            case (0, _): break
            // Outlook.com's for a mailbox that does not exist, in words.
            case (3, 0), (5, 0): return !says(Self.policyWords) && says(Self.addressWords)
            default: return false
            }
        }
        if says(Self.policyWords) { return false }
        if says(Self.addressWords) { return true }
        // 450 and 550 the mailbox, 551 not local, 552 its storage, 553 its name, 556 a domain without mail (RFC 7504).
        return isOfRecipient && code.map { [450, 550, 551, 552, 553, 556].contains($0) } ?? false
    }

    /// Whether the words hold one of some ASCII words, whatever is an address in them left out.
    private func says(_ phrases: [String]) -> Bool {
        let said = words.utf8.split(separator: UInt8(ascii: " ")).filter { !$0.contains(UInt8(ascii: "@")) }.joined(
            separator: [UInt8(ascii: " ")]
        ).map { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 | 0x20 : $0 }
        return phrases.contains { phrase in
            let phrase = Array(phrase.utf8)
            return said.indices.contains { said[$0...].starts(with: phrase) }
        }
    }

    /// What servers say of the sender, the message and their policy, as found in the texts of Exim, qmail, Postfix, Sendmail and Exchange.
    private static let policyWords = [
        "relay", "rcpthosts", "spam", "blacklist", "black list", "blocklist", "block list", "blocked", "policy", "reputation", "spf",
        "dkim",
        "dmarc", "reverse dns", "ptr record", "sender", "authenticat", "not permitted", "prohibit", "rate limit", "too many", "greylist",
        "virus", "content",
    ]

    private static let addressWords = [
        "user unknown", "unknown user", "recipient unknown", "unknown recipient", "unknown address", "no such", "not exist",
        "doesn't exist",
        "doesn't have a",
        "invalid recipient", "invalid mailbox", "invalid address", "user not found", "recipient not found", "mailbox not found",
        "address not found", "mailbox unavailable", "no mailbox", "unrouteable address", "unroutable address", "mailbox is full",
        "mailbox full", "over quota", "quota exceeded", "host not found", "domain not found", "account disabled", "account is disabled",
    ]
}

extension BounceReport {
    /// Whether what came back blames the recipient's address: see ``ServerAnswer``.
    ///
    /// Where the report's own status says nothing, as Exim's, the one in the words of the recipient's server counts.
    public var blamesAddress: Bool {
        let words = diagnostic ?? ""
        let said = ServerAnswer(dialogueLine: words)
        let isPlain = status.split(separator: ".").dropFirst().first != "0"
        return ServerAnswer(code: said?.code, status: isPlain ? status : said?.status, words: words).blamesAddress(isOfRecipient: true)
    }
}
