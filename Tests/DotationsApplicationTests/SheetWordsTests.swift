import DotationSales
import Dotations
import DotationsApplication
import Spreadsheet
import Testing

@testable import DotationSheets

/// What is told of sheets that cannot be taken, and of cells in them.
@Suite struct SheetWordsTests {
    private static func missing(_ columns: [String], found: [String] = [], unknown: [String], in table: SheetFault.Table) -> SheetFault {
        SheetFault(.headerMissing(columns: columns, found: found, unknown: unknown, in: table), at: .init(file: "a.xlsx", sheet: "Feuil1"))
    }

    @Test func `a missing column is named, and so are what was found and the titles that are not known`() {
        let edits = Self.missing(["Téléphone"], found: ["Nom"], unknown: ["D (« Joignable au »)", "G (« Service »)"], in: .dotations)
        #expect(edits.message.hasPrefix("a.xlsx, « Feuil1 » : ") && edits.message.contains("« Nom »"))
        #expect(edits.message.hasSuffix(" Titres inconnus : D (« Joignable au »), G (« Service »)."))
        #expect(
            edits.advice?.hasPrefix("Si une colonne introuvable est là sous un titre inconnu, renommez ce titre. Partez de l’export")
                == true)
        let order = Self.missing(["Téléphone", "Montant"], found: ["Nom"], unknown: ["E"], in: .order)
        #expect(order.message.contains("colonnes introuvables : « Téléphone », « Montant »."))
        #expect(
            order.advice
                == "Si une colonne introuvable est là sous un titre inconnu, renommez ce titre. Ajoutez à la feuille ce qui manque : "
                + "« Téléphone » est le n° de portable du bénéficiaire, « Montant » est la valeur de la dotation, en euros.")
    }

    @Test func `the advice is that of the table`() {
        #expect(Self.missing(["Date"], unknown: [], in: .sales).advice?.contains("Référence de paiement") == true)
        #expect(Self.missing(["Status"], unknown: [], in: .payments).advice?.contains("Stripe") == true)
        let events = SheetFault(.sheetMissing(name: "Sessions", found: []), at: .init(file: "a.xlsx", sheet: "Sessions"))
        #expect(events.advice?.contains("modèle") == true)
    }

    @Test func `columns that are there twice and sheets that could both be meant are named`() {
        #expect(
            SheetFault(.headerDuplicate(column: "Téléphone", titles: ["Téléphone", "Portable"])).message
                .contains("« Téléphone », « Portable »"))
        #expect(SheetFault(.sheetAmbiguous(names: ["Un", "Deux"], of: .dotations)).message.contains("« Un », « Deux »"))
        #expect(SheetFault(.refused(.tooManyRefusedRows(limit: 29))).message.contains("ce n’est pas le bon fichier"))
    }

    @Test func `values beside a table are told with their columns`() {
        #expect(
            Warning.columnUntitled("I", firstRow: 4, count: 2).message
                == "La colonne I n’a pas de titre : 2 valeurs, dont la première en I4, sont laissées de côté. Une correction y a-t-elle été tapée ?"
        )
        #expect(
            Warning.columnUntitled("M", firstRow: 7, count: 1).message
                == "La colonne M n’a pas de titre : la valeur en M7 est laissée de côté. Une correction y a-t-elle été tapée ?")
    }

    @Test func `an amount that is negative or zero is told from what is no amount`() {
        for text in ["0", "-5", "-5,00 €", "−5"] { #expect(Reason.amountSyntax(text).message.contains("supérieur à zéro"), "\(text)") }
        #expect(Reason.amountSyntax("beaucoup").message.contains("pas un montant"))
        for text in ["-50", "−50,00 €"] {
            let message = SaleRefusal.priceSyntax(given: text).message
            #expect(message.contains("négatif") && !message.contains("n’est pas un montant"))
        }
        #expect(SaleRefusal.priceSyntax(given: "cinquante").message == "« cinquante » n’est pas un montant.")
        #expect(SaleRefusal.quantitySyntax(given: "1,5").message.contains("nombre entier"))
        #expect(SaleRefusal.dateSyntax(given: "hier").advice.contains("15/04/2025"))
    }

    @Test func `every fault of a cell of an event workbook has a message and an advice`() {
        func fault(_ code: EventSheetFault.Code, _ column: String, _ given: String) -> EventSheetFault {
            EventSheetFault(code: code, sheet: "Sessions", row: 3, cell: nil, column: column, given: given)
        }
        for code in EventSheetFault.Code.allCases {
            #expect(!fault(code, "Prix", "x").message.isEmpty && !fault(code, "Prix", "x").advice.isEmpty)
        }
        #expect(fault(.amountSyntax, "Prix", "-50 €").message == "« Prix » : « -50 € » est un montant négatif.")
        #expect(
            fault(.eventUnknown, "Événement", "Printemps").message
                == "Aucun événement de la feuille « Événement » ne s’appelle « Printemps ».")
        #expect(SetupFault(.sessionPlacesInvalid("100€", -1), at: .whole).message.contains("-1"))
    }
}
