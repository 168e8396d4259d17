internal import DotationSales
internal import Dotations

/// An event and what it has sold, for programs.
struct EventDocument: Encodable, Sendable {
    struct Session: Encodable, Sendable {
        let name: String
        let faceValueCents, priceCents, councilShareCents: Euros
        let registration: Period
        @Null var dates: Period?
        let address: String
        let placesPerBeneficiary: Int
        @Null var cap: Int?
        let sold: Int
        @Null var left: Int?
    }

    let name, description: String
    let images: [String]
    let verifiesContacts: Bool
    let registrations: SaleEvent.Phase
    @Null var withdrawn: CalendarDate?
    @Null var maximum: Int?
    let sold: Int
    let criteria: [Criterion]
    let sessions: [Session]

    init(_ event: SaleEvent, in ledger: SalesLedger, today: CalendarDate) {
        (name, description, images, criteria) = (event.name, event.description, event.images, event.criteria)
        (verifiesContacts, registrations) = (event.verifiesContacts, event.phase(on: today))
        sold = ledger.sold(in: event.id)
        withdrawn = event.withdrawn
        maximum = event.maximum
        sessions = event.sessions.map { session in
            Session(
                name: session.name, faceValueCents: session.faceValue, priceCents: session.price, councilShareCents: session.councilShare,
                registration: session.registration, dates: session.dates, address: session.address,
                placesPerBeneficiary: session.placesPerBeneficiary, cap: session.cap, sold: ledger.sold(in: event.id(of: session)),
                left: ledger.left(of: session, in: event))
        }
    }
}
