import Foundation
import Spreadsheet
import TestSupport
import Testing

/// Sheets that are damaged at random: whichever way they are read, the same rows and the same error, and nothing traps.
///
/// `DOTATIONS_MUTATIONS` sets how many, and `DOTATIONS_SEED` which.
@Suite struct ReadingMutationTests {
    private static func setting(_ name: String, _ usual: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? usual
    }

    @Test(arguments: 0..<4) func damagedSheetsReadTheSameInEveryWay(share: Int) {
        let count = Self.setting("DOTATIONS_MUTATIONS", 320) / 4
        let seed = Self.setting("DOTATIONS_SEED", 1)
        var readable = 0
        for number in 0..<count {
            let name = "seed \(seed) share \(share) number \(number)"
            var mutator = SheetMutator(seed: UInt64(truncatingIfNeeded: (seed * 4 + share) << 32 + number))
            let file = mutator.workbook()
            let limits: ReadLimits = number % 5 == 0 ? .strict : .standard
            let reading = Reading.everyWay(
                file.bytes, limits: limits, options: number % 3 == 0 ? .formulas : [],
                ways: number % 8 == 0 ? Reading.ways : Reading.fewWays(seed: UInt64(number)), name: name)
            if reading.faults.isEmpty { readable += 1 }
        }
        // Neither all honest nor all destroyed, or the test would show nothing.
        #expect(readable > count / 20 && readable < count * 19 / 20)
    }
}
