// SourceTrees
