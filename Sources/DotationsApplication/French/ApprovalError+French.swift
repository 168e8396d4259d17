extension ApprovalError {
    /// What happened and what to do, in French.
    public var frenchMessage: String {
        switch self {
        case .otherCount: "Le plan n’a pas le nombre de modifications qui est donné : rien n’a été appliqué. Relisez son bilan."
        case .countNeeded: "Le plan est inhabituel : rien n’a été appliqué. Lisez-le, puis donnez le nombre de modifications de son bilan."
        }
    }
}
