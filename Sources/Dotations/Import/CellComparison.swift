/// The three-way rule on one contact cell: what was exported, what is stored now, and what the sheet says.
struct CellComparison {
    private let base: [Dotation.ID: ExportBase.Row]
    private let replaced: ReplacedValues
    private let foldsFullWidth: Bool

    init(base: ExportBase?, replaced: ReplacedValues, foldsFullWidth: Bool) {
        self.base = base?.rows ?? [:]
        self.replaced = base == nil ? replaced : ReplacedValues()
        self.foldsFullWidth = foldsFullWidth
    }

    /// What was exported of a dotation, where that is known and may differ from the store.
    func exported(_ id: Dotation.ID) -> ExportBase.Row? { base.isEmpty ? nil : base[id] }

    /// What is stored today, where it changed since the export and a cell still says otherwise.
    func renewedValue<Value>(_ dotation: Dotation, after decision: CellDecision<Value>) -> String? {
        guard decision.isStale else { return nil }
        let stored = dotation.contact.value(of: Value.column)
        let hasMoved = exported(dotation.id).map { $0.contact.value(of: Value.column) != stored } ?? !decision.isUntouched
        return hasMoved ? stored : nil
    }

    /// Three-way: a cell that says what was stored or what was exported is untouched; where both differ from it and from each other, it
    /// is a conflict; only what is left is a change, and only that is checked. Without an export a cell that says what a later change
    /// replaced is an old value. What somebody typed is compared with what they saw that is stored, and with nothing before that.
    func decision<Value: ContactValue>(_ value: SheetValue?, of dotation: Dotation, typed: TypedValue?) -> CellDecision<Value> {
        guard let value else { return .untouched }
        let column = Value.column
        let stored = dotation.contact.value(of: column)
        switch value {
        case .text(let text) where text == stored: return .untouched
        case .formula: return .refused(.cellFormula(column))
        case .error, .boolean: return .refused(.cellType(column, value.shown))
        default: break
        }
        let parsed: Result<Value, Reason>
        do throws(Reason) { parsed = .success(try Value.parse(value, foldsFullWidth: foldsFullWidth)) } catch { parsed = .failure(error) }
        let given = try? parsed.get()
        // Letter case alone tells no two addresses apart.
        func folded(_ text: String) -> String { column == .email ? text.lowercased() : text }
        func known(_ text: String) -> Value? { try? Value.parse(text, foldsFullWidth: foldsFullWidth) }
        func isUntouched(since text: String) -> Bool {
            if given?.text == text { return true }
            // Two values that are right are told apart by their normal forms; one that never was, by what is written.
            if let known = known(text) { return given?.key == known.key }
            if value.matches(text, isExact: true) { return true }
            return column == .email && SheetValue.text(folded(value.shown)).matches(folded(text), isExact: true)
        }
        if isUntouched(since: stored) { return .untouched }
        if let typed, let seen = typed.seen, seen != stored, !value.isBlank {
            return .refused(.conflictOfTyped(column, given: typed.text, stored: stored, seen: seen))
        }
        if typed == nil, let exported = exported(dotation.id)?.contact.value(of: column), exported != stored {
            if isUntouched(since: exported) { return .untouched }
            let isMoved = folded(known(exported)?.text ?? exported) != folded(known(stored)?.text ?? stored)
            if isMoved, !value.isBlank {
                return .refused(.conflict(column, given: value.shown, stored: stored, exported: exported))
            }
        }
        if typed == nil, let earlier = replaced.values(of: dotation.id, in: column).first(where: { isUntouched(since: $0.text) }) {
            return .refused(.outdated(column, given: value.shown, stored: stored, user: earlier.user, date: earlier.date))
        }
        if case .date(_, let shown) = value { return .refused(.cellDate(column, shown)) }
        if value == .covered { return .refused(.cellMerged(column)) }
        if value.isBlank { return .refused(column == .mobile ? .phoneEmpty(instead: stored) : .emailEmpty(instead: stored)) }
        switch parsed {
        case .success(let value): return .change(to: value)
        case .failure(.emailEmpty): return .refused(.emailEmpty(instead: stored))
        case .failure(.phoneEmpty): return .refused(.phoneEmpty(instead: stored))
        case .failure(let reason): return .refused(reason)
        }
    }
}
