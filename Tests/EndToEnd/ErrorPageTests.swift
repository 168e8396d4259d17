import DotationAccounts
import DotationMail
import DotationSales
import DotationSheets
import DotationStore
import Dotations
import DotationsApplication
import Foundation
import Spreadsheet
import StoreTestSupport
import Testing
import ZipContainer

@testable import DotationsCLI

/// `docs/errors.md` and the admin's guide against the codes that the command can give.
@Suite(.withoutStore) struct ErrorPageTests {
    /// What the libraries below declare is read from their source, as a set that is open to their users.
    private static func spreadsheetCodes() throws -> Set<String> {
        let source = try page("Sources/Spreadsheet/Model/SpreadsheetError+Codes.swift")
        return Set(source.components(separatedBy: "Self(\"").dropFirst().compactMap { $0.components(separatedBy: "\"").first })
    }

    private static let rowCodes = Set(Reason.Code.allCases.map(\.rawValue)).union(Warning.Code.allCases.map(\.rawValue))
        .union(ConfirmationNeed.Code.allCases.map(\.rawValue)).union(SheetFault.Code.allCases.map(\.rawValue))
    private static let commandCodes = Set(CommandError.Code.allCases.map(\.rawValue)).union(
        ApplicationError.Code.allCases.map(\.rawValue)
    ).union(StoreError.Code.allCases.map(\.rawValue))
        .union(MailError.Code.allCases.map(\.rawValue)).union(JobRefusal.allCases.map(\.rawValue)).union(
            CancellationReason.allCases.map(\.rawValue) + UserMail.Cancellation.allCases.map(\.rawValue)
        ).union(PasswordRefusal.Code.allCases.map(\.rawValue)).union(AccessError.Code.allCases.map(\.rawValue))
        .union(ServerError.Code.allCases.map(\.rawValue))

    private static func saleCodes() -> Set<String> {
        let number = OrderNumber(rawValue: OrderNumber.range.lowerBound)
        let leftOut: [ConnectExport.LeftOut.Reason] = [.cancelled, .refunded, .tooMuch] + (number.map { [.ordered($0)] } ?? [])
        return Set(SaleRefusal.Code.allCases.map(\.rawValue)).union(SetupFault.Code.allCases.map(\.rawValue))
            .union(SetupWarning.Code.allCases.map(\.rawValue)).union(Reconciliation.Outcome.allCases.map(\.rawValue))
            .union(leftOut.map(\.code)).union(EventSheetFault.Code.allCases.map(\.rawValue))
            .union(StripeSheet.Unreadable.Code.allCases.map(\.rawValue))
    }

    @Test func `the page has a row for each code, once`() throws {
        let rows = try Self.page("docs/errors.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
            .map { String($0.dropFirst(3).prefix { $0 != "`" }) }
        let codes = try Self.spreadsheetCodes().union(ZipError.Code.allCases.map(\.rawValue)).union(Self.rowCodes).union(Self.commandCodes)
            .union(Self.saleCodes())
        #expect(Set(rows).subtracting(codes) == [] && codes.subtracting(rows) == [])
        #expect(Set(rows).count == rows.count)
    }

    @Test func `the guide explains each code that an admin can meet in a sheet`() throws {
        let guide = try Self.page("docs/guide-commande.md")
        for code in Self.rowCodes.union(CommandError.Code.allCases.map(\.rawValue)).union(ApplicationError.Code.allCases.map(\.rawValue)) {
            #expect(guide.contains("`\(code)`"), "\(code)")
        }
    }

    private static func page(_ path: String) throws -> String {
        let root = sample("x").deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }
}
