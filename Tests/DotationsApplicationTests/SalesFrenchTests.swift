import DotationSales
import Dotations
import DotationsApplication
import Testing

/// The French of the sales side: every code has its sentence and its advice.
@Suite struct SalesFrenchTests {
    @Test func `every refusal of a sale has a message and an advice`() throws {
        let day = try #require(CalendarDate("2025-04-10"))
        let period = Period(first: day, last: day)
        let id = try #require(Sale.ID("7"))
        let order = try #require(OrderNumber("2800886"))
        let sale = Sale(
            id: id, session: SaleSession.ID(event: SaleEvent.ID(name: "É"), key: "s"), matricule: "001", quantity: 1, pricePaid: .zero,
            date: day,
            contact: Contact(email: "", mobile: ""), reference: "ch_1", status: .active)
        let contact = try #require(throws: Reason.self) { try EmailAddress.parse("x") }
        let refusals: [SaleRefusal] = [
            .cellEmpty(.date), .cellMerged(.date), .cellType(.date, given: "A"), .cellDate(.matricule, given: "A"), .cellFormula(.date),
            .quantitySyntax(given: "A"),
            .priceSyntax(given: "A"), .dateSyntax(given: "A"), .statusSyntax(given: "A"), .digitsLost(.reference, given: "A"),
            .textTooLong(.reference, limit: 200),
            .othersSyntax(given: "A"), .othersUnknown(Sale.ID(stored: 12)), .columnCount,
            .eventUnknown("A", names: ["B"]), .sessionUnknown("A", event: nil, names: []), .sessionAmbiguous("A", events: 2, fitting: 0),
            .beneficiaryUnknown(.matricule, given: "A"), .beneficiaryAmbiguous(.matricule, given: "A", count: 2),
            .nameMismatch(matricule: "A", name: "B"), .duplicate(row: 3), .referenceNeeded, .referenceTaken("A", by: .row(3)),
            .referenceTaken("A", by: .sale(sale)), .probablyKnown(sale, .date),
            .eventWithdrawn("A", since: day), .beforeRegistration(day, period), .afterRegistration(day, period), .inFuture(day),
            .documentMissing(.familyQuotient), .documentPending(.familyQuotient), .documentRefused(.familyQuotient),
            .documentExpired(.familyQuotient, day), .documentWithoutAmount(.familyQuotient), .documentsContradict(.familyQuotient),
            .outsideBracket(.familyQuotient, .zero, of: .event(.all)), .outsideBracket(.familyQuotient, .zero, of: .all(2)),
            .emailUnverified(contact), .mobileUnverified(contact), .emailShared("A"), .quantityInvalid(0),
            .priceMismatch(paid: .zero, expected: .zero, quantity: 2), .placesExceeded(3, limit: 2, other: nil),
            .placesExceeded(3, limit: 2, other: .row(3)), .placesExceeded(3, limit: 2, other: .sale(sale)), .sessionFull("A", left: 1),
            .eventFull("A", left: 0),
            .unknown(id), .locked(.date, given: "A", known: "B"), .notReopened(.cancelled, as: .active), .ordered(order),
        ]
        #expect(Set(refusals.map(\.code)) == Set(SaleRefusal.Code.allCases))
        for refusal in refusals {
            #expect(refusal.message.hasSuffix("."), "\(refusal)")
            #expect(refusal.messageWithoutValues.hasSuffix("."), "\(refusal)")
            #expect(refusal.advice.hasSuffix("."), "\(refusal)")
            #expect(refusal.description == refusal.code.rawValue)
        }
    }

    @Test func `every fault of an event has a message and an advice`() throws {
        let (id, day) = (try #require(Sale.ID("7")), try #require(CalendarDate("2025-04-01")))
        let problems: [SetupFault.Problem] = [
            .eventNameMissing, .eventDuplicate("A"), .eventExists("A", withdrawn: nil), .eventExists("A", withdrawn: day),
            .eventContactsUnverified("A"), .eventMaximumInvalid("A", 0), .eventWithoutSession("A"),
            .eventsTooMany(limit: 100), .criterionDuplicate(.familyQuotient, event: "A"), .criterionEmpty(.familyQuotient, event: "A"),
            .criterionWithBounds(.familyQuotient, event: "A"), .bracketsOverlap("A", "B", at: .zero), .breaksSale(id, [.referenceNeeded]),
            .removesSession("A", event: "B"), .sessionNameMissing(event: "A"), .sessionDuplicate("A", event: "B"),
            .sessionFaceValueMissing("A"), .sessionFaceValueContradicts("A", named: .zero, is: .zero),
            .sessionFaceValueTooLarge("A", .zero, limit: .zero), .sessionRegistrationReversed("A"), .sessionDatesReversed("A"),
            .sessionPriceAboveFaceValue("A", price: .zero, faceValue: .zero),
            .sessionFaceValueLocked("A", sold: 2, old: .zero, new: .zero), .sessionPriceLocked("A", sold: 1, old: .zero, new: .zero),
            .sessionRegistrationLocked("A", sales: 2), .sessionPlacesInvalid("A", 0), .sessionCapInvalid("A", 0),
            .personMatriculeMissing(name: "A"), .personNameMissing(matricule: "A"), .personDuplicate(matricule: "A"),
            .personTwice("A", "B"), .peopleMixed(.name, count: 3), .peopleMixed(.email, count: 3), .personExists(matricule: "A", name: "B"),
            .personExists(matricule: "A", name: ""),
            .documentOwnerUnknown(matricule: "A"), .documentAmountMissing(.familyQuotient, matricule: "A"), .textTooLong("A", limit: 200),
        ]
        let faults = problems.map { SetupFault($0, at: .whole) }
        #expect(Set(faults.map(\.code)) == Set(SetupFault.Code.allCases))
        for fault in faults {
            #expect(fault.message.hasSuffix("."), "\(fault)")
            #expect(fault.advice.hasSuffix("."), "\(fault)")
            #expect(fault.messageWithoutSheet.hasSuffix(".") && fault.adviceWithoutSheet.hasSuffix("."), "\(fault)")
            #expect(!fault.adviceWithoutSheet.contains(/fichier|colonne|feuille|ligne/), "\(fault)")
            #expect(fault.description == fault.code.rawValue)
        }
    }
}
