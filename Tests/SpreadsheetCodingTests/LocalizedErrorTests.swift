import Foundation
import Spreadsheet
import SpreadsheetCoding
import Testing

@Suite struct LocalizedErrorTests {
    @Test func `an error says itself to whoever knows errors alone`() throws {
        let error = #expect(throws: SpreadsheetError.self) { try SheetFile(path: "/absent.xlsx") }
        #expect(error?.localizedDescription == error?.description)
        #expect(try #require(error?.failureReason).isEmpty == false)
    }
}
