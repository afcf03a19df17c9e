import Experiments
import Foundation
import Plugins

/// Reads the student of a run back, with the run's own copies of config and plugins.
func storedStudent(
  of path: String, protocol name: String? = nil, options: ConfigOptions
) throws -> StoredStudent {
  let folder = try RunFolder(existing: path)
  let recipe = try Recipe(resuming: path)
  let plugins = recipe.plugins + options.plugins
  var loaded = try options.load(recipe.config, recipe.overrides, plugins: plugins)
  try blamingInput { try folder.check(settings: loaded.resolved) }
  if let name {
    loaded = try options.load(
      recipe.config, recipe.overrides + ["evaluate.protocol=\(name)"], plugins: plugins)
  }
  return try StoredStudent(
    of: folder,
    Experiment(
      loaded.specification, sources: recipe.sources(of: loaded),
      folders: ExperimentFolders(root: Project.root),
      options: options.options()))
}
