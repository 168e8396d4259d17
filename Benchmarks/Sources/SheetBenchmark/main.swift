// One job of a benchmark, as `scripts/bench` starts it: it does the work, and says what it cost.

import Spreadsheet

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

let usage = """
    usage: SheetBenchmark read FILE              every cell of a workbook or a CSV file, typed
           SheetBenchmark read formulas|hyperlinks FILE      the same, with the text of formulas or with links
           SheetBenchmark strings FILE           every cell of every row as a string
           SheetBenchmark rows FILE              every row as an independent value
           SheetBenchmark decode FILE            every row as a value of a Codable type
           SheetBenchmark convert shared|inline CSV TARGET   row by row, without holding the rows
           SheetBenchmark write shared|inline CSV TARGET     rows that are in memory, into a workbook
           SheetBenchmark write csv CSV TARGET               rows that are in memory, into a CSV file
           SheetBenchmark load CSV                           only what the jobs that write do before
    """

do {
    let arguments = CommandLine.arguments.dropFirst()
    switch (arguments.first, arguments.count) {
    case ("read", 2):
        let stopwatch = Stopwatch()
        let cells = try CellTally(path: arguments[2])
        stopwatch.report(cells.description)
    case ("read", 3):
        let stopwatch = Stopwatch()
        let cells = try CellTally(path: arguments[3], options: arguments[2] == "formulas" ? .formulas : .hyperlinks)
        stopwatch.report(cells.description)
    case ("strings", 2), ("rows", 2):
        let stopwatch = Stopwatch()
        let texts = try TextTally(path: arguments[2], asRows: arguments[1] == "rows")
        stopwatch.report(texts.description)
    case ("decode", 2):
        let stopwatch = Stopwatch()
        let rows = try DecodedTally(path: arguments[2])
        stopwatch.report(rows.description)
    case ("convert", 4):
        let stopwatch = Stopwatch()
        try convert(arguments[3], to: arguments[4], strings: arguments[2] == "shared" ? .shared : .inline)
        stopwatch.report("")
    case ("write", 4):
        let rows = try LoadedRows(csv: arguments[3])
        let stopwatch = Stopwatch()
        switch arguments[2] {
        case "csv": try rows.writeCSV(to: arguments[4])
        case "shared": try rows.writeWorkbook(to: arguments[4], strings: .shared)
        default: try rows.writeWorkbook(to: arguments[4], strings: .inline)
        }
        stopwatch.report("\(rows.count) rows")
    case ("load", 2): print(try LoadedRows(csv: arguments[2]).count, "rows")
    default:
        print(usage)
        exit(64)
    }
} catch {
    print("failed: \(error)")
    exit(1)
}
