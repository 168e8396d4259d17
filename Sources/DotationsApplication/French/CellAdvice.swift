/// What can be done about a cell that does not hold a value of its column, whichever sheet it is in.
enum CellAdvice {
    static let merged = "Annulez la fusion des cellules, puis mettez dans chacune sa valeur."
    static let type = "Remplacez le contenu de la cellule par la valeur voulue."
    static let date =
        "Le tableur a pu faire une date de ce qui a été tapé : mettez la colonne au format Texte, puis tapez de nouveau la valeur."
    static let formula = "Remplacez la formule par son résultat : copiez la cellule, puis collez les valeurs."
}
