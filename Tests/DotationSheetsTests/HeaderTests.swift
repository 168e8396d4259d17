import DotationSheets
import Dotations
import Spreadsheet
import Testing

@Suite struct HeaderTests {
    @Test(arguments: [
        ("Identifiant dotation", SheetColumn.identifier), ("IDENTIFIANT  DOTATION", .identifier), ("ID dotation", .identifier),
        ("N° dotation", .identifier), ("Identifiant\u{A0}de la dotation", .identifier), ("Identifiant\ndotation", .identifier),
        ("matricule", .matricule), ("Matricule salarié", .matricule), ("N° de matricule", .matricule), ("Employee ID", .matricule),
        ("N° de commande", .orderNumber), ("Nº de commande", .orderNumber), ("№ de commande", .orderNumber), ("n° commande", .orderNumber),
        ("Numéro de commande", .orderNumber), ("Nom", .lastName), ("NOM :", .lastName), ("Nom de famille", .lastName),
        ("Last name", .lastName), ("Prénom", .firstName), ("Pre\u{301}nom", .firstName), ("PRENOM(S)", .firstName),
        ("First Name", .firstName),
        ("Adresse Mail", .email), ("Adresse e-mail", .email), ("Adresse\u{202F}mail", .email), ("E-mail", .email), ("Email", .email),
        ("Courriel", .email), ("Mél.", .email), ("ADRESSE ÉLECTRONIQUE", .email), ("Email (personnel)", .email),
        ("Adresse e-mail (obligatoire)", .email), ("Téléphone", .mobile), ("Te\u{301}le\u{301}phone", .mobile), ("Tel", .mobile),
        ("Tél. portable", .mobile), ("Mobile", .mobile), ("Portable", .mobile), ("N° portable", .mobile), ("N° de téléphone", .mobile),
        ("Numéro de portable", .mobile), ("Téléphone [mobile]", .mobile), ("Phone number", .mobile), ("Montant", .amount),
        ("Montant (€)", .amount), ("Montant en €", .amount), ("Montant en euros", .amount), ("Statut dotation", .status),
        ("Statut", .status),
        ("État", .status), ("Renvoyer", .resend), ("Renvoi e-mail", .resend), ("Renvoyer l'e-mail d'activation", .resend),
        ("Renvoyer l’e-mail", .resend), ("N° de tél. mobile", .mobile), ("N° de portable", .mobile), ("Numéro de téléphone", .mobile),
        ("Nº tél. portable", .mobile), ("№ de téléphone", .mobile), ("Num. de mobile", .mobile), ("N° de GSM", .mobile),
        ("Tél. perso", .mobile),
        ("Numéro de téléphone portable du salarié", .mobile), ("Tél. mobile (bénéficiaire)", .mobile), ("N° du portable", .mobile),
        ("Courriel du bénéficiaire", .email), ("E-mail de l’agent", .email), ("Nom du titulaire", .lastName),
        ("№ de dotation", .identifier),
        ("N° du salarié", .matricule), ("N° matricule de l’agent", .matricule), ("Numéro de la commande", .orderNumber),
    ])
    func aTitleIsKnownHoweverItIsWritten(_ title: String, _ column: SheetColumn) throws {
        let others = OrderExport.columns.filter { $0 != column }.map(\.title)
        let sheet = try EditedSheet(SheetFile(bytes: Sample.workbook([([title] + others).map { .text($0) }])))
        #expect(sheet.header.number(of: column) == 1)
        #expect(sheet.header.unknownTitles.isEmpty)
        #expect(sheet.cell(column, row: 7)?.description == "A7")
    }

    @Test(arguments: [
        "Nom du chien", "Prix", "Téléphone fixe", "N° de fixe", "Salarié", "N° de nom", "Numéro", "Commentaire", "Dotation 2",
        "Nom et prénom",
    ])
    func aTitleThatIsNotKnownIsReportedAndLeftAlone(_ title: String) throws {
        let sheet = try EditedSheet(SheetFile(bytes: Sample.workbook([(Sample.titles + [title]).map { .text($0) }])))
        #expect(sheet.header.unknownTitles == [title])
        #expect(OrderExport.columns.allSatisfy { sheet.header.has($0) })
    }

    @Test(
        "A title that is too long to be one hides no correction",
        arguments: [
            "Adresse Mail" + String(repeating: " ", count: 20_000), "A" + String(repeating: "\u{301}", count: 1000) + "dresse Mail",
        ])
    func titlesThatAreTooLong(_ title: String) throws {
        let titles = Sample.titles.map { $0 == "Adresse Mail" ? title : $0 }
        try expect("header.missing") { try EditedSheet(SheetFile(bytes: Sample.workbook([titles.map { .text($0) }]))) }
    }

    @Test func theHeaderMayStandBelowATitleAndInAnyOrder() throws {
        let titles = Array(Sample.titles.reversed())
        let rows: [[CellValue]] =
            [[.text("Dotations de la commande")], [], [.blank, .text("Adresse Mail, Téléphone")]] + [titles.map { .text($0) }]
        let first = Sample.dotations[0]
        var edited = Sample.cells(first)
        edited[4] = .text("nouveau@yopmail.com")
        let bytes = try Sample.workbook(
            rows + [Array(edited.reversed())] + Sample.dotations.dropFirst().map { Sample.cells($0).reversed() })
        let sheet = try EditedSheet(SheetFile(bytes: bytes))
        #expect(sheet.header.row == 4)
        let plan = try Sample.plan(bytes)
        #expect(plan.changes.map(\.new.email) == ["nouveau@yopmail.com"])
        #expect(plan.unchangedCount == 9 && plan.refused.isEmpty)
    }

    @Test func theHeaderIsLookedForInTheFirst20Rows() throws {
        let header: [CellValue] = Sample.titles.map { .text($0) }
        let filler: [[CellValue]] = Array(repeating: [.text("x")], count: 19)
        #expect(try EditedSheet(SheetFile(bytes: Sample.workbook(filler + [header]))).header.row == 20)
        try expect("header.missing") { try EditedSheet(SheetFile(bytes: Sample.workbook(filler + [[.text("x")], header]))) }
    }

    @Test func aMissingColumnIsNamedAndSoIsWhatWasFound() throws {
        let error = try expect("header.missing") {
            try EditedSheet(
                SheetFile(bytes: Sample.workbook([["Nom", "Prénom", "Adresse Mail", "Téléphone"].map { .text($0) }]), name: "a.xlsx"))
        }
        #expect(error.header?.missing == ["Identifiant dotation"] && error.header?.found.contains("Prénom") == true)
        #expect(error.location.file == "a.xlsx" && error.location.sheet == "Feuil1")
    }

    @Test func whereAColumnIsMissingTheUnknownTitlesAreNamed() throws {
        func fault(_ titles: [String], _ open: (SheetFile) throws -> Void) throws -> SheetFault {
            try expect("header.missing") { try open(SheetFile(bytes: Sample.workbook([titles.map { .text($0) }]), name: "a.xlsx")) }
        }
        let titles = ["Identifiant dotation", "Nom", "Adresse Mail", "Joignable au", "", "Erreur", "Service"]
        let edits = try fault(titles) { _ = try EditedSheet($0) }
        #expect(edits.header?.unknown == ["D (« Joignable au »)", "G (« Service »)"])
        let order = try fault(["Matricule", "Nom", "Prénom", "Mail", "Joignable au", "Euros"]) { _ = try OrderSheet($0) }
        #expect(order.header?.missing == ["Téléphone", "Montant"])
        #expect(order.header?.unknown == ["E (« Joignable au »)", "F (« Euros »)"])
        let sales = try fault(["Session", "Matricule", "E-mail", "Téléphone", "Le"]) { _ = try SalesSheet($0) }
        #expect(sales.header?.unknown == ["E (« Le »)"])
        let payments = try fault(["id", "Amount", "Amount Refunded", "État du paiement"]) { _ = try StripeSheet($0) }
        #expect(payments.header?.unknown == ["D (« État du paiement »)"])
    }

    @Test(arguments: ["Lefèvre ancv.rec1@yopmail.com", "Joignable au 06 12 34 56 78"])
    func aTitleThatMayBeSomebodysDataIsNamedByItsColumnAlone(_ title: String) throws {
        let titles = ["Identifiant dotation", "Nom", "Adresse Mail", title, "Dupont"]
        let fault = try expect("header.missing") { try EditedSheet(SheetFile(bytes: Sample.workbook([titles.map { .text($0) }]))) }
        #expect(fault.header?.unknown == ["D", "E"])
    }

    @Test func aContactColumnMayBeLeftOutButNotBeUnrecognised() throws {
        let sheet = try EditedSheet(SheetFile(bytes: Sample.workbook([["Matricule", "Mail"].map { .text($0) }])))
        #expect(sheet.header.has(.email) && !sheet.header.has(.mobile))
        try expect("header.missing") {
            try EditedSheet(SheetFile(bytes: Sample.workbook([["Matricule", "Mail", "Joignable au"].map { .text($0) }])))
        }
        try expect("header.missing") { try EditedSheet(SheetFile(bytes: Sample.workbook([["Matricule", "Nom"].map { .text($0) }]))) }
    }

    @Test(arguments: [
        "Identifiant dotation;PrÃ©nom;Adresse Mail;TÃ©lÃ©phone", "Identifiant dotation;Nom;Adresse Mail;Téléphone;PrÃ©nom",
    ])
    func aHeaderInTheWrongEncodingIsToldAsSuch(_ line: String) throws {
        try expect("csv.encoding") { try EditedSheet(SheetFile(bytes: Sample.csv([line]))) }
    }

    @Test func anErrorPrintsNoneOfTheSheetsContent() throws {
        let error = try expect("header.missing") {
            try EditedSheet(SheetFile(bytes: Sample.workbook([[.text("Mobile"), .text("Lefèvre")]]), name: "a.xlsx"))
        }
        #expect("\(error)" == "header.missing (a.xlsx, Feuil1)")
    }

    @Test func oneColumnTwiceIsRefusedWithItsCell() throws {
        let error = try expect("header.duplicate") {
            try EditedSheet(SheetFile(bytes: Sample.workbook([(Sample.titles + ["Portable"]).map { .text($0) }])))
        }
        #expect(error.location.cell?.description == "I1")
        #expect(error.names == ["Téléphone", "Portable"])
    }

    @Test func theOneVisibleSheetWithAMatchingHeaderIsTaken() throws {
        let header: [CellValue] = Sample.titles.map { .text($0) }
        func name(_ sheets: [(String, SheetVisibility, [[CellValue]])]) throws -> String {
            try EditedSheet(SheetFile(bytes: Sample.workbook(sheets.map { (name: $0.0, visibility: $0.1, rows: $0.2) }))).sheet.name
        }
        #expect(try name([("Aide", .visible, [[.text("x")]]), ("Données", .visible, [header])]) == "Données")
        #expect(try name([("Ancien", .hidden, [header]), ("Données", .visible, [header])]) == "Données")
        #expect(try name([("Aide", .visible, [[.text("x")]]), ("Données", .veryHidden, [header])]) == "Données")
        let error = try expect("sheet.ambiguous") { try name([("Un", .visible, [header]), ("Deux", .visible, [header])]) }
        #expect(error.names == ["Un", "Deux"])
        try expect("header.missing") { try name([("Aide", .visible, [[.text("x")]])]) }
    }

    @Test(arguments: [
        ("20200821_Titres_Dématérialisés_Commande_2800886.xlsx", "2800886"),
        ("20200821_Titres_De\u{301}mate\u{301}rialise\u{301}s_Commande_2800886 (1).csv", "2800886"),
        ("Copie de 20200821_Titres_Dématérialisés_COMMANDE-2800886_corrigé.xlsx", "2800886"), ("commande 2800886", "2800886"),
        ("commande.xlsx", nil), ("20200821.xlsx", nil), ("commande_280088.xlsx", nil), ("commande_28008861.xlsx", nil),
        ("commande_2800886_commande_2800879.xlsx", nil), ("", nil),
    ])
    func theFileNameMaySayTheOrder(_ name: String, _ number: String?) {
        #expect(OrderNumber(fileName: name)?.description == number)
    }
}

/// Runs something that has to fail with a code.
@discardableResult
func expect<Value>(_ code: String, _ body: () throws -> Value, location: SourceLocation = #_sourceLocation) throws -> SheetFault {
    let error = try #require(throws: SheetFault.self, sourceLocation: location) { try body() }
    #expect(error.code == code, sourceLocation: location)
    return error
}

extension SheetFault {
    /// Of a header that lacks columns: these, those that it has, and the titles that are not known.
    var header: (missing: [String], found: [String], unknown: [String])? {
        if case .headerMissing(let missing, let found, let unknown, _) = kind { (missing, found, unknown) } else { nil }
    }

    /// The titles of a column that is there twice, or the sheets that could be meant.
    var names: [String] {
        switch kind {
        case .headerDuplicate(_, let titles): titles
        case .sheetAmbiguous(let names, _): names
        default: []
        }
    }
}
