import Experiments
import Foundation
import Plugins

/// Reads the student of a run back, with the run's own copies of config and plugins.
func storedStudent(
  of path: String, protocol name: String? = nil, options: ConfigOptions
) throws -> StoredStudent {
  let folder = try RunFolder(existing: path)
  let recipe = try Recipe(resuming: path)
  let overrides = recipe.overrides + (name.map { ["evaluate.protocol=\($0)"] } ?? [])
  let loaded = try options.load(
    recipe.config, overrides, plugins: recipe.plugins + options.plugins)
  return try StoredStudent(
    of: folder,
    Experiment(
      loaded.specification, sources: recipe.sources(of: loaded), folders: options.folders,
      options: options.options()))
}
