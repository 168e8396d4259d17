import Foundation

/// Compares the workbook of `everyFeatureWorkbook` as openpyxl reads it with what it should hold; the arguments are the workbook, the
/// expected cells, and `ours`, or `resaved` if another program has saved it since. Prints what differs.
let openpyxlComparison = #"""
    import datetime, json, re, sys
    import openpyxl
    from openpyxl.utils.datetime import to_excel

    path, expected, kind = sys.argv[1:4]
    ours = kind == "ours"
    faults = []

    def check(what, found, wanted):
        if found != wanted:
            faults.append(f"{what}: {found!r:.200} and not {wanted!r:.200}")

    def decoded(text):
        return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)

    book = openpyxl.load_workbook(path)
    names = ["It's a sheet", "Table", "Filter", "Lists", "_meta", "Empty"]
    check("sheets", book.sheetnames, names)
    check("states", [s.sheet_state for s in book], ["visible"] * 3 + ["hidden", "veryHidden" if ours else "hidden", "visible"])
    check("active", book.active.title, names[0])
    for item in json.load(open(expected)):
        cell = book[item["sheet"]][item["cell"]]
        value, what = cell.value, f"{item['sheet']}!{item['cell']}"
        if "text" in item:
            wanted = item["text"]
            found = "" if value is None else value
            # openpyxl decodes nothing but drops every "x005F_"; LibreOffice saves an error value as a formula.
            as_read = (wanted, wanted.replace("x005F_", "")) + (() if ours else ("=" + wanted,))
            if not (found in as_read or decoded(str(found)) == wanted or not ours and not wanted):
                check(what, found, wanted)
        if "boolean" in item:
            if not (not ours and value == f"={str(item['boolean']).upper()}()"):
                check(what, value, item["boolean"])
        if "number" in item:
            if isinstance(value, (datetime.date, datetime.datetime, datetime.time, datetime.timedelta)):
                value = to_excel(value)
            near = isinstance(value, (int, float)) and abs(value - item["number"]) <= 1e-14 * abs(item["number"])
            if not (near if not ours else value == item["number"]):
                check(what, value, item["number"])
        if "format" in item and ours:
            check(what + " format", cell.number_format, item["format"])

    sheet = book[names[0]]
    check("merged", sorted(str(r) for r in sheet.merged_cells.ranges), ["H1:J2", "H4:H5"])
    head = sheet["A1"]
    check("bold", (head.font.b, head.font.u, head.font.color.rgb), (True, "double", "FFFFFFFF"))
    check("fill", (head.fill.patternType, head.fill.fgColor.rgb), ("solid", "FF1F4E78"))
    check("border", (head.border.left.style, head.border.bottom.color.rgb), ("thin", "FF808080"))
    check("alignment", (head.alignment.horizontal, head.alignment.vertical, head.alignment.wrap_text), ("center", "center", True))
    check("locked", (sheet["A2"].protection.locked, sheet["A3"].protection.locked), (False, True))
    turned = sheet["A50"]
    check("font", (turned.font.name, turned.font.sz, turned.font.i, turned.font.strike), ("Arial", 14.5, True, True))
    check("rotation", turned.alignment.textRotation, 135)
    check("hidden formula", turned.protection.hidden, True)
    check("top", turned.border.top.style, "double")
    check("height", sheet.row_dimensions[50].height, 33.75 if ours else sheet.row_dimensions[50].height)
    check("hidden row", sheet.row_dimensions[51].hidden, True)
    check("width", round(sheet.column_dimensions["A"].width), 40)
    check("hidden column", sheet.column_dimensions["E"].hidden, True)
    if ours:  # LibreOffice without a window saves no views
        check("pane", (sheet.freeze_panes, sheet.sheet_view.zoomScale), ("B2", 85))
        check("grid lines", book["Filter"].sheet_view.showGridLines, False)
    check("comment", (sheet["A1"].comment.text, sheet["B7"].comment.text.strip()), ("First", "Second\nline"))
    links = {cell: sheet[cell].hyperlink for cell in ("A9", "A10", "A12")}
    target = links["A9"].target + ("#" + links["A9"].location if links["A9"].location else "")
    check("url", target, "https://example.org/a%20b?q=1&r=%41#f")
    check("mail", links["A12"].target, "mailto:a_x0041_@exemple.fr")
    check("location", (links["A10"].location or "").replace("$", ""), "Lists!A1")
    check("paper", (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)), ("landscape", 9))
    check("fit", (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight), (True, 1, 0))
    check("header", sheet.oddHeader.left.text, "Left & right" if ours and "&&" not in (sheet.oddHeader.left.text or "") else "Left && right")
    check("area", sheet.print_area.replace("$", ""), "'It''s a sheet'!A1:F60")
    check("titles", (sheet.print_title_rows, sheet.print_title_cols), ("$1:$2", "$A:$A"))
    check("tab", sheet.sheet_properties.tabColor.rgb, "FF00B050")
    formulas = [sheet[c + "52"].value for c in "ABCDF"]
    check("formulas", formulas, ["=SUM(B3:B4)", '="a"&"<b>"', "=1=1", "=1/0", "=2*21"])

    sheet = book["Table"]
    flags = sheet.protection
    check("protected", (flags.sheet, flags.sort, flags.autoFilter, flags.formatColumns, flags.formatCells, flags.objects),
          (True, False, False, False, True, True))
    check("tables", [(t.name, t.ref) for t in sheet.tables.values()], [("Orders_1", "A1:D20")])
    check("columns", [c.name.replace("_x000a_", "\n") for c in sheet.tables["Orders_1"].tableColumns],
          ["Status", "Amount & <co>", "With\nbreak", "Name"])
    rules = sheet.data_validations.dataValidation
    choice = next(r for r in rules if r.type == "list" and r.formula1.startswith('"'))
    check("list", (choice.formula1, choice.showDropDown, choice.promptTitle, choice.errorTitle),
          ('"PRODUCTION,activé,say ""no"""' if ours else '"PRODUCTION,activé,say "no""', False, "Status", "No"))
    check("ranges", sorted(str(choice.sqref).split()), ["A2:A20", "F2"] if ours else ["A2:A3", "A4:A20", "F2"])
    check("validations", len(rules), 8)
    decimal = next(r for r in rules if r.type == "decimal")
    check("decimal", (decimal.operator or "between", decimal.formula1, decimal.formula2, decimal.errorStyle, decimal.allow_blank),
          ("between", "0", "1000.5", "warning", False))
    check("conditional formats", sum(len(f.rules) for f in sheet.conditional_formatting), 20)
    check("quote prefix", (sheet["C2"].quotePrefix or not ours, bool(sheet["A2"].quotePrefix)), (True, False))

    check("filter", (book["Filter"].auto_filter.ref or "").replace("$", ""), "A1:B5")
    check("right to left", book["Filter"].sheet_view.rightToLeft, True)
    check("name", book.defined_names["Statuses"].value.replace("$", ""), "Lists!A1:A3")
    check("local name", "Local_name" in book[names[0]].defined_names, True)

    values = openpyxl.load_workbook(path, data_only=True)[names[0]]
    check("results", [values[c + "52"].value for c in "BD"], ["a<b>", "#DIV/0!"])
    if ours:
        check("truth", values["C52"].value, True)
    else:
        check("computed", values["F52"].value, 42)
    about = book.properties
    check("core", (about.title, about.creator, about.description), ("Every <feature>", "José", "Two\nlines"))
    if ours:
        check("created", about.created, datetime.datetime(2024, 6, 7, 8, 9, 10))
        check("last modified by", about.lastModifiedBy, "Someone")
    custom = {p.name: p.value for p in book.custom_doc_props.props}
    check("custom", {k: custom.get(k) for k in ("Fingerprint", "Count", "Ratio", "Final")},
          {"Fingerprint": "v1;<abc>", "Count": 42, "Ratio": 0.25, "Final": True})
    print("\n".join(faults))
    sys.exit(bool(faults))
    """#
