// swift-tools-version: 6.2

import PackageDescription

// A package of its own, so that nobody who builds the library builds its benchmarks. `scripts/bench` does.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "Dotations", path: "..", traits: ["ISAL"])],
    targets: [
        .executableTarget(
            name: "SheetBenchmark",
            dependencies: [
                .product(name: "Spreadsheet", package: "Dotations"), .product(name: "SpreadsheetCoding", package: "Dotations"),
            ],
            swiftSettings: [.enableExperimentalFeature("Lifetimes"), .treatAllWarnings(as: .error)])
    ]
)
