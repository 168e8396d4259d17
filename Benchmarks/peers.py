"""One job of a peer: peers.py JOB FILE [TARGET]. Says what it cost without the start of Python, the imports and the loading of rows."""

import sys
import time

TEXTS = ["Matricule", "Téléphone"]
started = (time.process_time(), time.perf_counter())


def start():
    global started
    started = (time.process_time(), time.perf_counter())


def frame(source):
    import polars
    return polars.read_csv(source, separator=";", schema_overrides={name: polars.String for name in TEXTS})


def read_fastexcel(source):
    import fastexcel
    start()
    sheet = fastexcel.read_excel(source).load_sheet(0)
    # The Arrow array itself, without pyarrow around it.
    return sheet.height, sheet.__arrow_c_array__()


def read_calamine(source):
    import python_calamine
    start()
    return len(python_calamine.CalamineWorkbook.from_path(source).get_sheet_by_index(0).to_python())


def read_polars(source):
    import polars
    start()
    return polars.read_excel(source).height


def read_openpyxl(source):
    import openpyxl
    start()
    sheet = openpyxl.load_workbook(source, read_only=True).worksheets[0]
    return sum(1 for _ in sheet.iter_rows(values_only=True))


def read_csv_polars(source):
    import polars
    start()
    return frame(source).height


def write_rust_xlsxwriter(source, target, **options):
    import rustpy_xlsxwriter
    rows = frame(source)
    start()
    rustpy_xlsxwriter.FastExcel(target).sheet("Dotations", rows, **options).save()


def write_rust_xlsxwriter_shared(source, target):
    # It shares strings for dictionaries only.
    import rustpy_xlsxwriter
    rows = frame(source).to_dicts()
    start()
    rustpy_xlsxwriter.FastExcel(target).sheet("Dotations", rows, dedupe_strings=True).save()


def write_xlsxwriter(source, target):
    import xlsxwriter
    rows = frame(source)
    start()
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_urls": False})
    sheet = book.add_worksheet("Dotations")
    sheet.write_row(0, 0, rows.columns)
    for number, row in enumerate(rows.iter_rows(), 1):
        for column, value in enumerate(row):
            (sheet.write_string if isinstance(value, str) else sheet.write_number)(number, column, value)
    book.close()


def write_openpyxl(source, target):
    import openpyxl
    rows = frame(source)
    start()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(rows.columns)
    for row in rows.iter_rows():
        sheet.append(row)
    book.save(target)


def write_csv_polars(source, target):
    rows = frame(source)
    start()
    rows.write_csv(target, separator=";")


result = globals()[sys.argv[1]](*sys.argv[2:])
print("@cpu", time.process_time() - started[0], "@wall", time.perf_counter() - started[1], result)
