public import Dotations

/// What is wrong with an event, a person or a document that is to be loaded, and where it is.
///
/// The values are people's data: they go where the administrator asked for them, never into a log.
public struct SetupFault: Error, Sendable, Hashable {
    /// What is wrong, with what it is about.
    public enum Problem: Sendable, Hashable {
        case eventNameMissing
        case eventDuplicate(String)
        /// A new event has the name of one that there is, which was withdrawn on that day where it was.
        case eventExists(String, withdrawn: CalendarDate?)
        case eventContactsUnverified(String)
        case eventMaximumInvalid(String, Int)
        case eventWithoutSession(String)
        case eventsTooMany(limit: Int)
        case criterionDuplicate(SupportingDocument.Kind, event: String)
        case criterionEmpty(SupportingDocument.Kind, event: String)
        case criterionWithBounds(SupportingDocument.Kind, event: String)
        /// The brackets of two events share amounts, one of which is given where it is known.
        case bracketsOverlap(String, String, at: Euros?)
        /// An active sale would no longer be allowed, and why.
        case breaksSale(Sale.ID, [SaleRefusal])
        /// A session that has sales is not there any more.
        case removesSession(String, event: String)

        case sessionNameMissing(event: String)
        case sessionDuplicate(String, event: String)
        case sessionFaceValueMissing(String)
        /// The session's name says another face value than its column.
        case sessionFaceValueContradicts(String, named: Euros, is: Euros)
        case sessionFaceValueTooLarge(String, Euros, limit: Euros)
        case sessionRegistrationReversed(String)
        case sessionDatesReversed(String)
        case sessionPriceAboveFaceValue(String, price: Euros, faceValue: Euros)
        case sessionFaceValueLocked(String, sold: Int, old: Euros, new: Euros)
        case sessionPriceLocked(String, sold: Int, old: Euros, new: Euros)
        case sessionRegistrationLocked(String, sales: Int)
        case sessionPlacesInvalid(String, Int)
        case sessionCapInvalid(String, Int)

        case personMatriculeMissing(name: String)
        case personNameMissing(matricule: String)
        case personDuplicate(matricule: String)
        /// A new person has the staff number of one that there is.
        case personExists(matricule: String, name: String)
        /// Two staff numbers seem to be one person's.
        case personTwice(String, String)
        /// So many people who are known would have another name, or somebody else's contact: a column was probably sorted by itself.
        case peopleMixed(PersonValue, count: Int)

        case documentOwnerUnknown(matricule: String)
        case documentAmountMissing(SupportingDocument.Kind, matricule: String)

        /// A text of more characters than that: no workbook could be made with it.
        case textTooLong(String, limit: Int)
    }

    /// What a column of a sheet says of people.
    public enum PersonValue: Sendable, Hashable, CaseIterable {
        case name, email, mobile
    }

    /// What is wrong, by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        case eventNameMissing = "event.name-missing"
        case eventDuplicate = "event.duplicate"
        case eventExists = "event.exists"
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
        case personExists = "person.exists"
        case personTwice = "person.twice"
        case peopleMixed = "person.mixed"

        case documentOwnerUnknown = "document.owner-unknown"
        case documentAmountMissing = "document.amount-missing"

        case textTooLong = "text.too-long"
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

    /// What is wrong, with what it is about.
    public let problem: Problem
    /// Where it is.
    public let place: Place

    /// A fault at a place.
    public init(_ problem: Problem, at place: Place) {
        self.problem = problem
        self.place = place
    }

    /// What is wrong, by a name that programs can rely on.
    public var code: Code {
        switch problem {
        case .eventNameMissing: .eventNameMissing
        case .eventDuplicate: .eventDuplicate
        case .eventExists: .eventExists
        case .eventContactsUnverified: .eventContactsUnverified
        case .eventMaximumInvalid: .eventMaximumInvalid
        case .eventWithoutSession: .eventWithoutSession
        case .eventsTooMany: .eventsTooMany
        case .criterionDuplicate: .criterionDuplicate
        case .criterionEmpty: .criterionEmpty
        case .criterionWithBounds: .criterionWithBounds
        case .bracketsOverlap: .bracketsOverlap
        case .breaksSale: .breaksSale
        case .removesSession: .removesSession
        case .sessionNameMissing: .sessionNameMissing
        case .sessionDuplicate: .sessionDuplicate
        case .sessionFaceValueMissing: .sessionFaceValueMissing
        case .sessionFaceValueContradicts: .sessionFaceValueContradicts
        case .sessionFaceValueTooLarge: .sessionFaceValueTooLarge
        case .sessionRegistrationReversed: .sessionRegistrationReversed
        case .sessionDatesReversed: .sessionDatesReversed
        case .sessionPriceAboveFaceValue: .sessionPriceAboveFaceValue
        case .sessionFaceValueLocked: .sessionFaceValueLocked
        case .sessionPriceLocked: .sessionPriceLocked
        case .sessionRegistrationLocked: .sessionRegistrationLocked
        case .sessionPlacesInvalid: .sessionPlacesInvalid
        case .sessionCapInvalid: .sessionCapInvalid
        case .personMatriculeMissing: .personMatriculeMissing
        case .personNameMissing: .personNameMissing
        case .personDuplicate: .personDuplicate
        case .personExists: .personExists
        case .personTwice: .personTwice
        case .peopleMixed: .peopleMixed
        case .documentOwnerUnknown: .documentOwnerUnknown
        case .documentAmountMissing: .documentAmountMissing
        case .textTooLong: .textTooLong
        }
    }
}

extension SetupFault: CustomStringConvertible {
    /// The code alone: an error ends in logs, where nobody's data belongs.
    public var description: String { code.rawValue }
}
