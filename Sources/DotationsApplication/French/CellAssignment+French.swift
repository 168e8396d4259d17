extension CellAssignment.Fault {
    /// What is wrong, for people, without what they typed.
    public var french: String {
        switch self {
        case .noCell: "il faut une cellule, « = » et sa valeur, comme Feuil1!B7=texte."
        case .noNumber: "ce n’est pas un nombre ; écrivez par exemple nombre:12,5."
        case .noDate: "ce n’est pas une date ; écrivez par exemple date:31/12/2025."
        case .noTruthValue: "écrivez vrai-faux:vrai ou vrai-faux:faux."
        }
    }
}
