/// Is told now and then how many rows of a write are done, and of how many; gives false to have all of it taken back.
public typealias WriteProgress = (_ done: Int, _ total: Int) -> Bool
