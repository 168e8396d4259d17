import DotationsApplication
import Foundation
import Spreadsheet

/// A line on the terminal that says how far a long piece of work is. Where standard error is no terminal, nothing is written.
final class Progress {
    private static let clearing = "\r\u{1B}[K"

    private let isOn: Bool
    private var start = Progress.now()
    private var nextDrawing: Double
    private var isDrawn = false
    private var rows = 0

    /// - Parameter writesRows: whether the rows go to standard output; if that is a terminal, they are progress enough.
    init(writesRows: Bool = false) {
        isOn = isatty(2) == 1 && !(writesRows && isatty(1) == 1)
        nextDrawing = start + 0.5
    }

    deinit { if isDrawn { Self.write(Self.clearing) } }

    /// Counts a row; every so often, says where the work is.
    @inline(__always)
    func countRow(of sheet: Sheet, fraction: @autoclosure () -> Double) {
        rows &+= 1
        // The clock is cheap, but a row is cheaper.
        if isOn, rows & 0xFF == 0 { draw(sheet, fraction()) }
    }

    func clear() {
        if isDrawn { Self.write(Self.clearing) }
        isDrawn = false
    }

    /// Says how many rows were read, where the caller counts them.
    func show(_ sheet: Sheet, _ fraction: Double, _ rows: Int) {
        self.rows = rows
        if isOn { draw(sheet, fraction) }
    }

    /// Shows a line of the caller's, every so often.
    func show(_ line: @autoclosure () -> String) {
        if isOn, isTime(Self.now()) { Self.write("\r\(line().visible)\u{1B}[K") }
    }

    /// Says how much of a known number is done; a zero starts again.
    func show(_ done: Int, of total: Int, _ label: String) {
        guard isOn else { return }
        let now = Self.now()
        if done == 0 { (start, nextDrawing) = (now, now + 0.5) }
        guard isTime(now) else { return }
        var line = "\(label) : \(done.grouped) sur \(total.grouped)"
        if 1..<total ~= done { line += ", reste \(Int(((now - start) * Double(total - done) / Double(done)).rounded(.up))) s" }
        Self.write("\r\(line.visible)\u{1B}[K")
    }

    private func isTime(_ now: Double) -> Bool {
        guard now >= nextDrawing else { return false }
        nextDrawing = now + 0.1
        isDrawn = true
        return true
    }

    private func draw(_ sheet: Sheet, _ fraction: Double) {
        let now = Self.now()
        guard isTime(now) else { return }
        let elapsed = now - start
        var line = "« \(sheet.name.prefix(31)) » : \(rows.counted("ligne", "lignes")), \(Int(Double(rows) / elapsed).grouped) lignes/s"
        if fraction > 0.02 { line += ", reste \(Int((elapsed * (1 - fraction) / fraction).rounded(.up))) s" }
        Self.write("\r\(line.visible)\u{1B}[K")
    }

    private static func write(_ text: String) {
        var output = OutputBuffer(descriptor: 2)
        try? output.put(text)
        try? output.flush()
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Shows how far a write is. The store asks it whether to continue. A signal before the first call ends the process; a later one undoes the write.
    func shouldContinue(_ done: Int, of total: Int, _ label: String) -> Bool {
        Interruption.withhold()
        show(done, of: total, label)
        return !Interruption.hasCome
    }
}
