/// The state of the field that is being scanned.
struct CSVField {
    enum State {
        /// Not quoted, or not begun.
        case plain
        /// After an opening or a doubled quotation mark.
        case quoted
        /// After a quotation mark that closes the field unless it is doubled.
        case closing
        /// After text that follows a closing quotation mark, where stray ones are allowed.
        case afterQuoted
        /// After `="`, which begins a formula for a text.
        case formula
        /// After the quotation mark that ends such a formula.
        case formulaEnd
    }

    var state = State.plain
    /// The start of the field, with its quotation mark.
    var start: Int
    /// The start of its text, and the end of the part without doubled quotation marks.
    var text = 0
    var textEnd = 0
    /// The start of the part that was not moved to that end yet.
    var rest = 0
    var mark = 0
    var line = 0

    init(start: Int) { self.start = start }

    func length(upTo place: Int) -> Int {
        switch state {
        case .plain: place - start
        case .quoted, .formula, .afterQuoted: textEnd - text + (place - rest)
        case .closing, .formulaEnd: textEnd - text + (mark - rest)
        }
    }

    mutating func open(at mark: Int, line: Int, as state: State) {
        self.state = state
        (text, textEnd, rest) = (mark + 1, mark + 1, mark + 1)
        self.line = line
    }

    /// Moves the text up to a position, and continues after the byte at that position.
    mutating func gather(upTo place: Int, in bytes: UnsafeMutablePointer<UInt8>) {
        if textEnd != rest { (bytes + textEnd).update(from: bytes + rest, count: place - rest) }
        textEnd += place - rest
        rest = place + 1
    }

    mutating func move(by distance: Int) {
        start -= distance
        text -= distance
        textEnd -= distance
        rest -= distance
        mark -= distance
    }
}
