internal import DotationText
public import Dotations

/// The voucher books of one face value that an event sells, at one price (« session »).
///
/// A session is known within its event by its name, as an event is.
public struct SaleSession: Sendable, Hashable {
    /// A session's name, folded, within its event.
    public struct ID: Sendable, Hashable, Comparable {
        /// The event.
        public let event: SaleEvent.ID
        /// The folded name of the session.
        public let key: String

        /// The identifier that a session's name gives within an event.
        public init(event: SaleEvent.ID, session: String) {
            self.event = event
            key = Folding.key(session)
        }

        package init(event: SaleEvent.ID, key: String) {
            self.event = event
            self.key = key
        }

        /// By event, then by name.
        public static func < (a: Self, b: Self) -> Bool { (a.event, a.key) < (b.event, b.key) }
    }

    /// The largest face value, 1 000 000 €: with ``largestPlaces`` the most that one sale can be worth is what a dotation can hold.
    public static let largestFaceValue = Euros(cents: 100_000_000)
    /// The most places that one person can have.
    public static let largestPlaces = 10_000
    /// The largest cap of a session and maximum of an event.
    public static let largestCap = 100_000_000

    /// The name, which by custom says the face value: `100€ de chèques ANCV`.
    public let name: String
    /// What one voucher book is worth: what was given, else what the name says; nothing where neither says it.
    public let faceValue: Euros
    /// The dates of the session, which only inform.
    public let dates: Period?
    /// The days on which it sells, the last one included.
    public let registration: Period
    /// Where the session takes place: the works council's office.
    public let address: String
    /// How many voucher books one person can buy.
    public let placesPerBeneficiary: Int
    /// What the person pays for one voucher book, after the council's share.
    public let price: Euros
    /// How many voucher books the session can sell, where that is limited.
    public let cap: Int?

    /// A session.
    public init(
        name: String, faceValue: Euros? = nil, dates: Period? = nil, registration: Period, address: String = "",
        placesPerBeneficiary: Int = 1, price: Euros, cap: Int? = nil
    ) {
        self.name = name
        self.faceValue = faceValue ?? Self.faceValue(named: name) ?? .zero
        self.dates = dates
        self.registration = registration
        self.address = address
        self.placesPerBeneficiary = placesPerBeneficiary
        self.price = price
        self.cap = cap
    }

    /// What the works council pays of one voucher book.
    public var councilShare: Euros { Euros(cents: faceValue.cents - price.cents) }

    /// The amount of euros that a name says, such as 100 € of `100€ de chèques ANCV` or `Chèques ANCV 1 250,50 euros`.
    ///
    /// It is the number before the sign or the word; nil where there is none, or where there are several that differ.
    public static func faceValue(named name: String) -> Euros? {
        let scalars = Array(name.unicodeScalars)
        var found: Euros?
        for index in scalars.indices where scalars[index] == "€" || startsWord("eur", scalars, index) {
            var start = index
            while start > 0, scalars[start - 1].isSpace { start -= 1 }
            while start > 0, isPartOfNumber(scalars, start - 1) { start -= 1 }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: scalars[start..<index])
            guard let amount = Euros(String(text)) else { continue }
            if let found, found != amount { return nil }
            found = amount
        }
        return found
    }

    private static func startsWord(_ word: String, _ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        let isStart = index == 0 || !scalars[index - 1].properties.isAlphabetic
        return isStart && scalars[index...].starts(with: word.unicodeScalars) { $0.value | 0x20 == $1.value }
    }

    /// Whether it is a digit, or separates two digits; `Euros` then decides whether the groups are ones.
    private static func isPartOfNumber(_ scalars: [Unicode.Scalar], _ index: Int) -> Bool {
        if scalars[index].asciiDigit != nil { return true }
        guard scalars[index].isSpace || scalars[index] == "," || scalars[index] == ".", index > 0 else { return false }
        return scalars[index - 1].asciiDigit != nil && index + 1 < scalars.count && scalars[index + 1].asciiDigit != nil
    }
}
