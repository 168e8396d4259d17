extension Reason {
    /// A reason by a name that programs can rely on.
    public enum Code: String, Sendable, CaseIterable {
        // The e-mail address.
        case emailEmpty = "email.empty"
        case emailSyntax = "email.syntax"
        case emailControlCharacter = "email.control-char"
        case emailNonASCII = "email.non-ascii"
        case emailTooLong = "email.too-long"
        case emailShared = "email.shared"

        // The mobile number.
        case phoneEmpty = "phone.empty"
        case phoneSyntax = "phone.syntax"
        case phoneNotMobile = "phone.not-mobile"
        case phoneTruncated = "phone.truncated-by-spreadsheet"

        // A cell.
        case cellType = "cell.type"
        case cellDate = "cell.date"
        case cellFormula = "cell.formula"
        case cellEmpty = "cell.empty"
        case cellMerged = "cell.merged"
        case idSyntax = "id.syntax"
        case amountSyntax = "amount.syntax"

        // The row, and what it may do.
        case missingID = "row.missing-id"
        case unknownID = "row.unknown-id"
        case truncatedID = "row.truncated-id"
        case otherOrder = "row.other-order"
        case unknownOrder = "row.unknown-order"
        case unknownMatricule = "row.unknown-matricule"
        case ambiguousMatricule = "row.ambiguous-matricule"
        case mismatchedID = "row.mismatched-id"
        case duplicate = "row.duplicate"
        case columnCount = "row.column-count"
        case lockedColumn = "row.locked-column"
        case notModifiable = "row.not-modifiable"
        case accountCreated = "row.account-created"
        case orderUnpaid = "row.order-unpaid"
        case conflict = "row.conflict"
        case changedSince = "row.changed-since"
        case outdated = "row.outdated"

        // The file.
        case tooManyRefusedRows = "limit.row-errors"
    }
}
