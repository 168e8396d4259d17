internal import Dotations

extension LookAlikes.Difference {
    /// What is different.
    var french: String {
        switch self {
        case .character(let position, let given, let other):
            "au \(Self.ordinal(position)) caractère, \(VisibleText.name(of: given)) au lieu de \(VisibleText.name(of: other))"
        case .marks(let position): "les accents du \(Self.ordinal(position)) caractère ne sont pas les mêmes"
        case .longer(let position): "il y a quelque chose de plus à partir du \(Self.ordinal(position)) caractère"
        case .shorter(let position): "il manque quelque chose à partir du \(Self.ordinal(position)) caractère"
        case .composition: "les accents sont composés autrement"
        }
    }

    private static func ordinal(_ position: Int) -> String { position == 1 ? "1er" : "\(position)e" }
}
