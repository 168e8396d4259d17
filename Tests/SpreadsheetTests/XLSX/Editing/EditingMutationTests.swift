import TestSupport
import Testing

@testable import Spreadsheet

/// Random cells of random worksheets are set: all other cells stay as libxml2 reads them.
@Suite struct EditingMutationTests {
    @Test(arguments: 0..<8) func `of a damaged sheet that is read, only the cells that are set change`(share: Int) {
        var edited = 0
        for seed in 0..<150 {
            var mutator = SheetMutator(seed: UInt64(share * 150 + seed))
            let outcome = EditedReading(mutator.workbook(), seed: UInt64(seed))
            if let finding = outcome.finding { Issue.record("seed \(share * 150 + seed): \(finding)") }
            if outcome.isEdited { edited += 1 }
        }
        #expect(edited > 10)
    }
}
