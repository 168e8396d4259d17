public import Dotations

/// What is wrong with an event, a person or a document that is to be loaded: a stable code, and where it is.
///
/// The values are people's data: they go where the administrator asked for them, never into a log.
public struct SetupFault: Error, Sendable, Hashable {
    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        case eventNameMissing = "event.name-missing"
        case eventDuplicate = "event.duplicate"
        case eventContactsUnverified = "event.contacts-unverified"
        case eventMaximumInvalid = "event.maximum-invalid"
        case eventWithoutSession = "event.without-session"
        case eventsTooMany = "event.too-many"
        case criterionDuplicate = "event.criterion-duplicate"
        case criterionEmpty = "event.criterion-empty"
        case criterionWithBounds = "event.criterion-with-bounds"
        case bracketsOverlap = "event.brackets-overlap"
        case breaksSale = "event.breaks-sale"
        case removesSession = "event.removes-session"

        case sessionNameMissing = "session.name-missing"
        case sessionDuplicate = "session.duplicate"
        case sessionFaceValueMissing = "session.face-value-missing"
        case sessionFaceValueContradicts = "session.face-value-contradicts"
        case sessionFaceValueTooLarge = "session.face-value-too-large"
        case sessionRegistrationReversed = "session.registration-reversed"
        case sessionDatesReversed = "session.dates-reversed"
        case sessionPriceAboveFaceValue = "session.price-above-face-value"
        case sessionFaceValueLocked = "session.face-value-locked"
        case sessionPriceLocked = "session.price-locked"
        case sessionRegistrationLocked = "session.registration-locked"
        case sessionPlacesInvalid = "session.places-invalid"
        case sessionCapInvalid = "session.cap-invalid"

        case personMatriculeMissing = "person.matricule-missing"
        case personNameMissing = "person.name-missing"
        case personDuplicate = "person.duplicate"
        case personTwice = "person.twice"

        case documentOwnerUnknown = "document.owner-unknown"
        case documentAmountMissing = "document.amount-missing"
    }

    /// Where it is, by the positions in what was to be loaded, from 0.
    public enum Place: Sendable, Hashable {
        /// An event.
        case event(Int)
        /// A session of an event.
        case session(event: Int, Int)
        /// A criterion of an event.
        case criterion(event: Int, Int)
        /// A person.
        case person(Int)
        /// A document.
        case document(Int)
        /// Nothing that was to be loaded by itself.
        case whole
    }

    /// What is wrong.
    public let code: Code
    /// Where it is.
    public let place: Place
    /// The name of the event, the session or the person that it is about.
    public var name: String?
    /// Another event, session or person that has to do with it.
    public var otherName: String?
    /// The kind of document that it is about.
    public var document: SupportingDocument.Kind?
    /// An amount that it is about.
    public var amount: Euros?
    /// Another amount that has to do with it.
    public var otherAmount: Euros?
    /// A number that it is about.
    public var count: Int?
    /// The sale that would no longer be allowed, and why.
    public var sale: Sale.ID?
    /// Why that sale would no longer be allowed.
    public var refusals: [SaleRefusal]

    /// A fault of this code, with what is known of it.
    public init(
        _ code: Code, at place: Place, name: String? = nil, otherName: String? = nil, document: SupportingDocument.Kind? = nil,
        amount: Euros? = nil, otherAmount: Euros? = nil, count: Int? = nil, sale: Sale.ID? = nil, refusals: [SaleRefusal] = []
    ) {
        self.code = code
        self.place = place
        self.name = name
        self.otherName = otherName
        self.document = document
        self.amount = amount
        self.otherAmount = otherAmount
        self.count = count
        self.sale = sale
        self.refusals = refusals
    }
}

extension SetupFault: CustomStringConvertible {
    /// The code alone: an error ends in logs, where nobody's data belongs.
    public var description: String { code.rawValue }
}
