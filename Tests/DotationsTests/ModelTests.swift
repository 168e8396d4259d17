import Testing

@testable import Dotations

@Suite struct ModelTests {
    @Test(arguments: ["11843511", "10000000", "99999999"])
    func anIdentifierHasEightDigits(_ text: String) {
        #expect(Dotation.ID(text)?.description == text)
    }

    @Test(arguments: ["", "1184351", "118435111", "01843511", "1184351a", "11 843 511", "+1184351", "１１８４３５１１"])
    func nothingElseIsAnIdentifier(_ text: String) {
        #expect(Dotation.ID(text) == nil)
    }

    @Test func anIdentifierIsReadFromANumberOnlyWhereItIsExact() {
        #expect(Dotation.ID(1.184351E7)?.description == "11843510")
        #expect(Dotation.ID(11843511.5) == nil)
        #expect(Dotation.ID(9_007_199_254_740_992) == nil)
        #expect(Dotation.ID(.infinity) == nil)
        #expect(Dotation.ID(.nan) == nil)
        #expect(Dotation.ID(-11843511) == nil)
    }

    @Test(arguments: ["2800901", "2 800 901", "2\u{A0}800\u{A0}901", "2\u{202F}800\u{2009}901", " 2800901 "])
    func anOrderNumberMayBeGrouped(_ text: String) {
        #expect(OrderNumber(text)?.rawValue == 2_800_901)
    }

    @Test(arguments: ["", "280090", "28009011", "2.800.901", "0800901", "N° 2800901"])
    func nothingElseIsAnOrderNumber(_ text: String) {
        #expect(OrderNumber(text) == nil)
    }

    @Test func anOrderNumberIsShownInGroups() throws {
        #expect(try #require(OrderNumber("2800901")).grouped == "2\u{202F}800\u{202F}901")
    }

    @Test func aDateIsReadAndWrittenInThreeForms() throws {
        let date = try #require(CalendarDate("2020-08-21"))
        #expect(date == CalendarDate("21/08/2020") && date == CalendarDate("20200821"))
        #expect(date.description == "2020-08-21" && date.compact == "20200821" && date.french == "21/08/2020")
        #expect(CalendarDate("2024-02-29") != nil && CalendarDate("2000-02-29") != nil)
    }

    @Test(arguments: [
        "2023-02-29", "1900-02-29", "2020-13-01", "2020-00-10", "2020-04-31", "21-08-2020", "2020-8-21", "2020/08-21", "x", "",
        "0000-01-01",
    ])
    func aDayThatIsNotInTheCalendarIsNoDate(_ text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test func anOrderIsInTheListThatPaymentAndStatusesSay() {
        #expect(OrderList(isPaid: false, isActivated: true) == .pending && OrderList(isPaid: false, isActivated: false) == .pending)
        #expect(OrderList(isPaid: true, isActivated: false) == .inProgress)
        #expect(OrderList(isPaid: true, isActivated: true) == .history)
    }

    @Test(arguments: [
        ("intégration", DotationStatus.Kind.integration), ("INTEGRATION", .integration), ("inte\u{301}gration", .integration),
        ("PRODUCTION", .production), ("En attente d'activation", .awaitingActivation), ("En attente d’activation ", .awaitingActivation),
        ("Erreur e-mail", .emailError), ("Erreur sur e-mail", .emailError), ("ERREUR_EMAIL", .emailError),
        ("erreur\u{A0}E-Mail", .emailError),
        ("activé", .activated), ("ACTIVE", .activated), ("Annulée", .other), ("", .other),
    ])
    func aStatusIsKnownByItsFoldedLabel(_ label: String, _ kind: DotationStatus.Kind) {
        let status = DotationStatus(label)
        #expect(status.kind == kind)
        #expect(status.label == label)
        #expect(status.isNotActivated == (kind != .activated && kind != .other))
        #expect(ModificationPolicy.notActivated.allowsChange(of: status) == status.isNotActivated)
        #expect(ModificationPolicy.strict.allowsChange(of: status) == (kind == .awaitingActivation || kind == .emailError))
    }

    @Test func statusesThatAreNotKnownAreEqualByTheirFoldedLabels() {
        #expect(DotationStatus("Annulée") == DotationStatus("ANNULEE"))
        #expect(DotationStatus("Annulée") != DotationStatus("Suspendue"))
        #expect(Set([DotationStatus("Annulée"), DotationStatus("annulée "), .activated, DotationStatus("Activé")]).count == 2)
    }
}
