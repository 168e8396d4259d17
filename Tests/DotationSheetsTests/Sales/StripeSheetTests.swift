import DotationSales
import DotationSheets
import Dotations
import Spreadsheet
import Testing

@Suite struct StripeSheetTests {
    private static func read(_ text: String) throws -> StripeSheet.Content { try StripeSheet(SheetFile(bytes: Array(text.utf8))).read() }

    @Test func `payments are read with what their user chose to export`() throws {
        let content = try Self.read(
            """
            id,Description,Seller Message,Created (UTC),Amount,Amount Refunded,Currency,Converted Amount,Fee,Mode,Status,Customer Email,Captured,matricule (metadata),commande (metadata)
            ch_1,CSE,Payment complete.,2025-04-30 22:30:07,"1,050.00",50.00,eur,1050.00,1.05,Live,Paid,a@exemple.fr,true,001,V-17
            ch_2,,,2025-04-01 10:00:00,20.00,,eur,20.00,0.5,Live,Failed,,false,,

            """)
        #expect(content.unreadable.isEmpty)
        let first = try #require(content.payments.first)
        #expect(first.id == "ch_1" && first.amount == Euros(cents: 105_000) && first.refunded == Euros(cents: 5000) && first.row == 2)
        #expect(first.date == CalendarDate("2025-05-01") && first.status == .paid && first.email == "a@exemple.fr")
        #expect(first.references == ["001", "V-17", "CSE"])
        #expect(content.payments[1].status == .failed && content.payments[1].refunded == .zero)
    }

    @Test func `amounts with a decimal comma and a file saved by a French spreadsheet are read`() throws {
        let content = try Self.read("id;Amount;Amount Refunded;Status\nch_1;50,00;0,00;Paid\n")
        #expect(content.payments == [StripePayment(row: 2, id: "ch_1", amount: Euros(cents: 5000))])
    }

    @Test func `rows that are no payments are said with their places`() throws {
        let text =
            "id,Amount,Amount Refunded,Status\n,50.00,0.00,Paid\nch_2,abc,0.00,Paid\nch_3,50.00,x,Paid\nch_4,50.00\nch_5,50.00,0,Paid,z\nch_6,1.00,0,Paid\n"
        let sheet = try StripeSheet(SheetFile(bytes: Array(text.utf8)))
        let content = try sheet.read()
        #expect(content.payments.map(\.id) == ["ch_4", "ch_6"])
        #expect(content.unreadable.map(\.code) == [.identifierMissing, .amountSyntax, .amountSyntax, .columnCount])
        #expect(content.unreadable.map { sheet.cell($0)?.description } == ["A2", "B3", "C4", nil])
    }

    @Test(arguments: ["id", "Amount", "Amount Refunded", "Status"])
    func `what is needed to judge a payment may not be missing`(title: String) throws {
        let titles = ["id", "Amount", "Amount Refunded", "Status", "Currency"].filter { $0 != title }
        let file = try SheetFile(bytes: Array((titles.joined(separator: ",") + "\na,1,0,Paid\n").utf8))
        do throws(SheetFault) {
            _ = try StripeSheet(file)
            Issue.record("\(title)")
        } catch {
            #expect(error.code == "header.missing" && error.header?.missing == [title])
        }
    }
}
