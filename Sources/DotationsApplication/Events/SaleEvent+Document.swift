internal import DotationSales
internal import Dotations

extension SaleEvent {
    func document(_ counts: SoldCounts, today: CalendarDate) -> JSONObject {
        [
            "name": name, "description": description, "images": images, "verifiesContacts": verifiesContacts,
            "registrations": phase(on: today), "withdrawn": withdrawn, "maximum": maximum, "sold": counts.sold(in: id),
            "criteria": criteria,
            "sessions": sessions.map { session -> JSONObject in
                [
                    "name": session.name, "faceValueCents": session.faceValue, "priceCents": session.price,
                    "councilShareCents": session.councilShare, "registration": session.registration, "dates": session.dates,
                    "address": session.address, "placesPerBeneficiary": session.placesPerBeneficiary, "cap": session.cap,
                    "sold": counts.sold(in: id(of: session)), "left": counts.left(of: session, in: self),
                ]
            },
        ]
    }
}
