/// A French mobile number, as its ten national digits: `06…` or `07…`.
public struct MobileNumber: Sendable, Hashable, CustomStringConvertible {
    /// The ten digits as a number, without the leading zero: from 600 000 000 to 799 999 999.
    let national: Int

    /// The number of nine digits that begin with 6 or 7, or nil.
    init?(national: Int) {
        guard 600_000_000...799_999_999 ~= national else { return nil }
        self.national = national
    }

    /// The ten digits, `0612345678`.
    public var text: String { "0" + String(national) }
    /// The ten digits.
    public var description: String { text }

    /// Whether the number's block is in use, by the numbering plan as of July 2026.
    ///
    /// Metropolitan: 0600–0638, 0640–0689, 0695, 0698, 0699, 073–079. Overseas: 0639, 0690–0694, 0696, 0697, 07084, 07085, 0709.
    public var isAssigned: Bool {
        switch national / 100_000 {
        case 6000...6999, 7090...7099, 7300...7999: true
        case 7084, 7085: true
        default: false
        }
    }

    /// What is worth a look about the number.
    public var warnings: [Warning] {
        isAssigned ? [] : [.phoneUnassigned(text)]
    }
}
