public import DotationSales
internal import Dotations

extension ClientStore {
    /// Throws where a person cannot have another staff number.
    ///
    /// - Parameters:
    ///   - person: who it is, as somebody knew them.
    ///   - matricule: the staff number that they would have.
    /// - Throws: ``StoreError`` `salesMoved` where nobody is known by their number any more; `matriculeTaken`, `matriculeOrdered`.
    public func checkRenumbering(_ person: Beneficiary, to matricule: String) throws(StoreError) {
        try read { connection throws(StoreError) in _ = try connection.renumberable(person, to: matricule) }
    }

    /// Gives a person another staff number, where theirs was mistyped; their documents and sales stay theirs.
    ///
    /// - Parameters:
    ///   - person: who it is, as somebody knew them.
    ///   - matricule: the right staff number.
    ///   - context: when, and by whom.
    /// - Returns: the operation.
    /// - Throws: ``StoreError`` `salesMoved` where nobody is known by their number any more; `matriculeTaken` where it is somebody else's,
    ///   `matriculeOrdered` where vouchers were ordered under the one that they have.
    public func renumber(_ person: Beneficiary, to matricule: String, context: OperationContext) throws(StoreError) -> Operation {
        try write { connection throws(StoreError) in
            let number = try connection.renumberable(person, to: matricule)
            try connection.run(
                "UPDATE beneficiaries SET matricule = ? WHERE client = :client AND id = ?", .text(matricule), .int(number))
            let change = SetupChange(
                .person(matricule: matricule), .changed(.matricule, old: .text(person.matricule), new: .text(matricule)))
            var history = try HistoryWriter(connection, .events, context, counts: .init(rows: 1, changed: 1), auditCount: 1)
            try history.append(AuditRecord(setup: change, person: number))
            return try history.finish()
        }
    }
}

extension Connection {
    /// The number of a person who may have another staff number.
    fileprivate func renumberable(_ person: Beneficiary, to matricule: String) throws(StoreError) -> Int {
        func number(of matricule: String) throws(StoreError) -> Int? {
            try int("SELECT id FROM beneficiaries WHERE client = :client AND matricule = ?", .text(matricule))
        }
        guard let beneficiary = try number(of: person.matricule) else {
            throw StoreError(.salesMoved, "The person was changed meanwhile.")
        }
        guard try order(ofSaleTo: beneficiary) == nil else {
            throw StoreError(.matriculeOrdered, "Vouchers were ordered under the staff number.")
        }
        guard try number(of: matricule) == nil else { throw StoreError(.matriculeTaken, "The staff number is somebody else's.") }
        return beneficiary
    }

    /// The order of a sale to a person; nil where none is ordered.
    private func order(ofSaleTo beneficiary: Int) throws(StoreError) -> Int? {
        try int(
            "SELECT order_number FROM sales WHERE client = :client AND beneficiary_id = ? AND order_number IS NOT NULL LIMIT 1",
            .int(beneficiary))
    }
}
