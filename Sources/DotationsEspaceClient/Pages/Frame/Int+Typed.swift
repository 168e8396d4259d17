extension Int {
    /// Reads a whole number from 0, as people type it: with or without white space. Nil for anything else.
    init?(typed text: String) {
        let digits = text.filter { !$0.isWhitespace }
        guard digits.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        self.init(digits)
    }
}
