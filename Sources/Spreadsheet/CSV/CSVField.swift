/// A field that is being scanned.
struct CSVField {
    enum State {
        /// Not quoted, or not begun.
        case plain
        /// Behind an opening quotation mark, or one that was doubled.
        case quoted
        /// Behind a quotation mark that closes the field, unless it is doubled.
        case closing
        /// Behind `="`, which begins a formula that stands for its text.
        case formula
        /// Behind the quotation mark that ends such a formula.
        case formulaEnd
    }

    var state = State.plain
    /// Where the field begins, with its quotation mark.
    var start: Int
    /// Where its text begins, and the end of what was put there when doubled quotation marks were made one.
    var text = 0
    var textEnd = 0
    /// What follows that end and was not moved yet.
    var rest = 0
    /// The last quotation mark.
    var mark = 0
    /// The line of the first quotation mark.
    var line = 0

    init(start: Int) { self.start = start }

    /// The length of the text, where it goes on up to a place or ended before it.
    func length(upTo place: Int) -> Int {
        switch state {
        case .plain: place - start
        case .quoted, .formula: textEnd - text + (place - rest)
        case .closing, .formulaEnd: textEnd - text + (mark - rest)
        }
    }

    mutating func open(at mark: Int, line: Int, as state: State) {
        self.state = state
        (text, textEnd, rest) = (mark + 1, mark + 1, mark + 1)
        self.line = line
    }

    /// Moves what was not moved yet, up to a place, and goes on behind the byte at that place.
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
