-- Gowalla, NGCF's and LightGCN's benchmark. A part of its training interactions is held out to select by;
-- as published it trains, too: parts = { train = { "train.txt", "valid.txt" }, test = { "test.txt" } }.
local hc = require "hetcomp"
local source = "https://raw.githubusercontent.com/geon0325/LightGCNpp/a394f79a7aceb8f485f6bcb549b4865fe83f1d49/data/gowalla/"
return hc.dataset {
  name     = "gowalla",
  title    = "Gowalla (benchmark)",
  licence  = "none stated in the repository it is fetched from; check-ins collected by SNAP",
  citation = "He, Deng, Wang, Li, Zhang and Wang: LightGCN: Simplifying and Powering Graph Convolution Network for Recommendation. SIGIR 2020.",
  files    = {
    { name = "train.txt", part = "train", bytes = 4132444, url = source .. "train.txt",
      sha256 = "d47e01d060624f389956c0b2f89a1ed8c453ea158631cd2b5320c241f3e1a073" },
    { name = "valid.txt", part = "valid", bytes = 669008, url = source .. "valid.txt",
      sha256 = "ddc22c1cd9a7d14fd5cd0c98b1473b614f4323038fef74ae0d28cc9c92a08ba2" },
    { name = "test.txt", part = "test", bytes = 1372559, url = source .. "test.txt",
      sha256 = "099a2a73924e4b754dc6efd730d764f492321b53c38eb93298850c83acf57be3" },
  },
  reader   = { "lightgcn" },
  split    = "given",
}
