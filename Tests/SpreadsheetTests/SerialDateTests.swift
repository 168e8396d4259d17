import Spreadsheet
import Testing

@Suite struct SerialDateTests {
    @Test(
        arguments: [
            (0, 1900, 1, 0), (1, 1900, 1, 1), (31, 1900, 1, 31), (59, 1900, 2, 28), (60, 1900, 2, 29), (61, 1900, 3, 1),
            (366, 1900, 12, 31),
            (367, 1901, 1, 1), (25_569, 1970, 1, 1), (36_585, 2000, 2, 29), (36_586, 2000, 3, 1), (43_890, 2020, 2, 29),
            (73_109, 2100, 2, 28), (73_110, 2100, 3, 1), (2_958_465, 9999, 12, 31),
        ])
    func `a serial of the 1900 system is that day`(serial: Int, year: Int, month: Int, day: Int) {
        #expect(SerialDate(serial: Double(serial)).civil == CivilDateTime(year: year, month: month, day: day))
    }

    @Test(arguments: [(0, 1904, 1, 1), (59, 1904, 2, 29), (60, 1904, 3, 1), (24_107, 1970, 1, 1), (2_957_003, 9999, 12, 31)])
    func `a serial of the 1904 system is that day`(serial: Int, year: Int, month: Int, day: Int) {
        #expect(SerialDate(serial: Double(serial), system: .since1904).civil == CivilDateTime(year: year, month: month, day: day))
    }

    @Test(arguments: [DateSystem.since1900, .since1904])
    func `every day has the serial that gives it back`(system: DateSystem) throws {
        let last = system == .since1900 ? 2_958_465 : 2_957_003
        for serial in Array(system == .since1900 ? 1...800 : 0...800) + Array(stride(from: 801, through: last, by: 97)) {
            let civil = try #require(SerialDate(serial: Double(serial), system: system).civil)
            #expect(SerialDate(civil, system: system)?.serial == Double(serial))
        }
    }

    @Test func `the time rounds to the nearest millisecond and carries into the day`() throws {
        let noon = try #require(SerialDate(serial: 43_890.5).civil)
        #expect(noon == CivilDateTime(year: 2020, month: 2, day: 29, hour: 12))
        let late = try #require(SerialDate(serial: 43_889.999999999).civil)
        #expect(late == CivilDateTime(year: 2020, month: 2, day: 29))
        let time = try #require(SerialDate(serial: 43_890 + 45_296.789 / 86_400).civil)
        #expect(time == CivilDateTime(year: 2020, month: 2, day: 29, hour: 12, minute: 34, second: 56, millisecond: 789))
    }

    @Test(arguments: [-0.001, -1, 2_958_466, 2_958_465.999999999, 1e300, .nan, .infinity, -.infinity])
    func `what the calendar cannot count is no date`(serial: Double) {
        #expect(SerialDate(serial: serial).civil == nil)
    }

    @Test func `the 1904 system ends with the year 9999 too`() {
        #expect(SerialDate(serial: 2_957_004, system: .since1904).civil == nil)
    }

    @Test(arguments: [(1900, 2, 30), (2100, 2, 29), (2020, 13, 1), (2020, 4, 31), (1899, 12, 31), (10_000, 1, 1)])
    func `a date that does not exist has no serial`(year: Int, month: Int, day: Int) {
        #expect(SerialDate(CivilDateTime(year: year, month: month, day: day)) == nil)
    }
}
