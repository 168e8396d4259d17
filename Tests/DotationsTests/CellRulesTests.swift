import Testing

@testable import Dotations

/// What is an edit, what a spreadsheet does by itself, and what is refused.
@Suite struct CellRulesTests {
    @Test(arguments: [
        (SheetColumn.matricule, SheetValue.number(1)), (.matricule, .text("1")), (.matricule, .text(" 001 ")), (.matricule, .text("1.0")),
        (.amount, .text("1000")), (.amount, .text("1000.0")), (.amount, .text("1 000,00 €")), (.amount, .text("1\u{202F}000,00\u{A0}€")),
        (.amount, .number(1000)), (.lastName, .text("TEST1 ")), (.lastName, .text("\u{A0}TEST1")), (.status, .text("production")),
        (.status, .text(" PRODUCTION ")), (.status, .text("Pröduction")), (.identifier, .number(1.1843511E7)),
        (.email, .text(" ancv.rec1@yopmail.com\u{A0}")), (.email, .text("ancv.rec1@YOPMAIL.com")),
        (.email, .text("ANCV.Rec1@yopmail.com")), (.email, .text("Ancv <ANCV.REC1@YOPMAIL.COM>")),
        (.email, .text("mailto:ancv.rec1@yopmail.com")),
        (.email, .text("TEST1 ancv <ancv.rec1@yopmail.com>")), (.email, .text("\u{200B}ancv.rec1@yopmail.com")),
        (.email, .text("ancv.rec1＠yopmail.com")),
        (.mobile, .number(665_915_236)), (.mobile, .number(6.65915236E8)), (.mobile, .number(33_665_915_236)),
        (.mobile, .text("665915236")),
        (.mobile, .text("+33 6 65 91 52 36")), (.mobile, .text("06.65.91.52.36")), (.mobile, .text("0033665915236")),
        (.mobile, .text("\u{202A}06 65 91 52 36\u{202C}")), (.mobile, .text("06\u{A0}65\u{202F}91-52-36")),
        (.mobile, .text("(06) 65 91 52 36")),
        (.mobile, .text("+33 (0)6 65 91 52 36")), (.mobile, .text("6,65915236E8")), (.mobile, .text("665915236.0")),
        (.mobile, .text("０６６５９１５２３６")),
        (.amount, .formula(cached: .number(1000))), (.lastName, .formula(cached: .text("TEST1"))),
    ])
    func whatASpreadsheetDoesByItselfIsNoEdit(_ column: SheetColumn, _ value: SheetValue) throws {
        let plan = try Scene().setting(column, value).plan()
        #expect(plan.unchangedCount == 10 && plan.refused.isEmpty, "\(plan.codes)")
    }

    @Test(arguments: [
        ("Dupont", SheetValue.text("DUPONT")), ("Łukasz", .text("Lukasz")), ("TEST1", .blank), ("TEST1", .error("#N/A")), ("7", .number(8)),
        ("TEST1", .text("TEST?")), ("d’Aubigné", .text("dAubigné")), ("Saint-Exupéry", .text("Saint Exupéry")),
        ("Jean-Luc", .text("JeanLuc")), ("D’ALEMBERT", .text("D\"ALEMBERT")),
    ])
    func aNameThatDiffersIsAnEdit(_ stored: String, _ value: SheetValue) throws {
        var scene = Scene()
        scene.dotations[0] = renamed(scene.dotations[0], lastName: stored)
        #expect(try scene.setting(.lastName, value).plan().codes == [2: [.lockedColumn]])
    }

    @Test(arguments: [
        ("e\u{301}mile", SheetValue.text("émile")), ("Łukasz", .text("?ukasz")), ("VRAI", .boolean(true)), ("007", .number(7)),
        ("1E5", .number(100_000)),
        ("12345678901234567890", .number(1.23456789012346e19)), ("12345678901234567890", .text("1,23457E+19")),
        ("De  la\nTour", .text("De la Tour")),
        ("D’ALEMBERT", .text("D’ALEMBERT")), ("D’ALEMBERT", .text("D’ALEMBERT")), ("D‘ALEMBERT", .text("DʼALEMBERT")),
        ("D’ALEMBERT", .text("D`ALEMBERT")), ("Le Goff-Łukasz", .text("Le\u{202F}Goff\u{2011}?ukasz")), ("D’Łukasz", .text("D'?ukasz")),
        ("Jean-Luc", .text("Jean\u{2011}Luc")), ("Jean\u{2010}Luc", .text("Jean–Luc")), ("DE LA TOUR", .text("DE\u{A0}LA\u{2009}TOUR")),
        ("Anne-E\u{301}lise", .text("Anne\u{2010}Élise")), ("", .blank), ("", .text(" ")), ("12,5", .number(12.5)), ("=1+1", .text("=1+1")),
    ])
    func aNameThatASpreadsheetMangledIsNoEdit(_ stored: String, _ value: SheetValue) throws {
        var scene = Scene()
        scene.dotations[0] = renamed(scene.dotations[0], lastName: stored)
        #expect(try scene.setting(.lastName, value).plan().unchangedCount == 10)
    }

    @Test(arguments: [
        (SheetColumn.matricule, SheetValue.text("2"), "001"), (.matricule, .date(45_689, shown: "01/02/2025"), "001"),
        (.lastName, .text("AUTRE"), "TEST1"), (.firstName, .text("Ancv"), "ancv"),
        (.amount, .number(9999), "1000"), (.amount, .text("1.000"), "1000"),
        (.orderNumber, .text("2848729"), "2800886"), (.matricule, .blank, "001"),
    ])
    func anEditedLockedColumnRefusesTheRowAndIsNamed(_ column: SheetColumn, _ value: SheetValue, _ stored: String) throws {
        let plan = try Scene().setting(column, value).setting(.email, .text("x@yopmail.com")).plan()
        guard case .lockedColumn(column, _, stored)? = plan.refused.first?.reasons.first else {
            Issue.record("\(plan.refused)")
            return
        }
        #expect(plan.codes == [2: [.lockedColumn]] && plan.isEmpty)
    }

    @Test(arguments: [
        (SheetColumn.email, SheetValue.blank, Reason.Code.emailEmpty), (.email, .text("  \u{200B}"), .emailEmpty),
        (.mobile, .blank, .phoneEmpty),
        (.mobile, .text(""), .phoneEmpty),
        (.email, .formula(cached: .text("evil@evil.example")), .cellFormula),
        (.mobile, .formula(cached: .text("0665915236")), .cellFormula),
        (.identifier, .formula(cached: .number(11_843_511)), .cellFormula),
        (.email, .covered, .cellMerged), (.mobile, .covered, .cellMerged), (.identifier, .covered, .cellMerged),
        (.lastName, .covered, .cellMerged),
        (.amount, .covered, .cellMerged), (.email, .error("#N/A"), .cellType), (.mobile, .boolean(true), .cellType),
        (.identifier, .boolean(false), .cellType),
        (.identifier, .error("#REF!"), .cellType), (.mobile, .error("#NUM!"), .cellType), (.email, .boolean(false), .cellType),
        (.email, .date(45_689, shown: "01/02/2025"), .cellDate), (.mobile, .date(45_689, shown: "01/02/2025"), .cellDate),
        (.identifier, .date(45_689, shown: "01/02/2025"), .cellDate),
        (.email, .number(5), .emailSyntax), (.email, .text("a b@c.fr"), .emailSyntax),
        (.email, .text("a\r\nb@c.fr"), .emailControlCharacter),
        (.email, .text("аncv@yopmail.com"), .emailNonASCII), (.mobile, .text("0145678901"), .phoneNotMobile),
        (.mobile, .text("6,66E+08"), .phoneTruncated),
        (.mobile, .number(145_678_901), .phoneNotMobile), (.mobile, .number(1.5), .phoneSyntax), (.mobile, .text("=1+1"), .phoneSyntax),
    ])
    func aCellThatIsNoContactRefusesItsRow(_ column: SheetColumn, _ value: SheetValue, _ code: Reason.Code) throws {
        let plan = try Scene().setting(column, value).plan()
        #expect(plan.codes == [2: [code]] && plan.unchangedCount == 9)
        #expect(plan.refused.first?.reasons.first?.column == column)
    }

    @Test(arguments: [SheetValue.text("6,66E+08"), .text("6,65915E+08"), .text("7E8")])
    func aNumberThatLostItsDigitsIsNeverTakenForTheStoredOne(_ value: SheetValue) throws {
        #expect(try Scene().setting(.mobile, value).plan().codes == [2: [.phoneTruncated]])
    }

    @Test(arguments: [
        Contact(email: "pas une adresse", mobile: "0665915236"), Contact(email: "x@yopmail.com", mobile: "12"),
        Contact(email: "", mobile: ""),
        Contact(email: " a@b.fr ", mobile: "+33 6 65 91 52 36"), Contact(email: "12345", mobile: "0145678901"),
        Contact(email: "é@b.fr", mobile: "06a"),
    ])
    func aStoredValueThatWasNeverRightDoesNotHoldUpItsRow(_ contact: Contact) throws {
        var scene = Scene()
        scene.dotations[0].contact = contact
        scene.rows = Sample.rows(scene.dotations)
        #expect(try scene.plan().unchangedCount == 10)
        let plan = try scene.setting(.mobile, .text("07 12 34 56 78")).plan()
        #expect(plan.changes.map(\.new) == [Contact(email: contact.email, mobile: "0712345678")])
    }

    @Test(arguments: [
        ("NOM@X.FR", "nom@x.fr"), ("nom@x.fr", "NOM@X.FR"), ("Marie.Curie@x.fr", "marie.curie@x.fr"),
        ("PAS UNE ADRESSE", "pas une adresse"),
        ("É@b.fr", "é@b.fr"),
    ])
    func letterCaseAloneIsNoChangeOfAnAddress(_ stored: String, _ given: String) throws {
        var scene = Scene()
        scene.dotations[0].contact.email = stored
        scene.rows = Sample.rows(scene.dotations)
        #expect(try scene.setting(.email, .text(given)).plan().unchangedCount == 10)
        // Beside another change the address stays as it is stored.
        let plan = try scene.setting(.email, .text(given)).setting(.mobile, .text("0612345678")).plan()
        #expect(plan.changes.map(\.new) == [Contact(email: stored, mobile: "0612345678")])
        #expect(plan.changes.map(\.job) == [.phoneChanged])
    }

    @Test func aMatriculeIsFoundWhateverItsHyphen() throws {
        var scene = Scene()
        scene.dotations[0] = renamed(scene.dotations[0], matricule: "A\u{2011}12")
        scene.rows = Sample.rows(scene.dotations)
        for index in scene.rows.indices { scene.rows[index][.identifier] = nil }
        let plan = try scene.setting(.matricule, .text("A-12")).setting(.email, .text("x@yopmail.com")).plan()
        #expect(plan.changes.map(\.id) == [scene.dotations[0].id] && plan.refused.isEmpty)
    }

    @Test func aStoredLandlineThatASpreadsheetMadeANumberIsUntouched() throws {
        var scene = Scene()
        scene.dotations[0].contact = Contact(email: "12345", mobile: "0145678901")
        #expect(try scene.setting(.mobile, .number(145_678_901)).setting(.email, .number(12_345)).plan().unchangedCount == 10)
    }

    @Test func everyReasonOfARowIsTold() throws {
        let plan = try Scene().setting(.email, .text("a@")).setting(.mobile, .text("01")).setting(.amount, .number(5)).plan()
        #expect(plan.codes == [2: [.lockedColumn, .emailSyntax, .phoneSyntax]])
    }

    @Test func oneBadRowDoesNotHoldUpTheOthers() throws {
        let plan = try Scene().setting(.email, .text("a@")).setting(.email, .text("bon@yopmail.com"), in: 1).plan()
        #expect(plan.refused.map(\.row) == [2] && plan.changes.map(\.row) == [3] && plan.unchangedCount == 8)
    }
}
