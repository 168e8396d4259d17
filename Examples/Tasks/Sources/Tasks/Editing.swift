import Spreadsheet

/// 21. One cell of a workbook that somebody else made, whose charts, pictures and macros stay as they are.
///
///     workbook = load_workbook(path, keep_vba=True); workbook["Report"]["B3"] = 95; workbook.save(target)
func setCell(of path: String, to target: String) throws {
    var editor = try WorkbookEditor(path: path)
    try editor.set(95, at: "B3", of: "Report")
    try editor.save(to: target)
}

/// 22. Rows below the last one.
///
///     for person in people: sheet.append([person.number, person.name])
func appendRows(_ people: [Person], to path: String) throws {
    var editor = try WorkbookEditor(path: path)
    for person in people { try editor.append([.text(person.number), .text(person.name)], to: "People") }
    try editor.save(to: path)
}
