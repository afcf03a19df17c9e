"""One epoch of each teacher in plain PyTorch, for comparison with the models of `Recommenders`.

Losses, mini-batches, negatives and widths are the defaults of `./hetcomp`; the code is what one would
write first: embeddings, a dense Adam, autograd, sparse matrices for the graph, dense rows for the
auto-encoders, negatives drawn by numpy for the whole epoch at once. Evaluates nothing.

    python Benchmarks/plain_pytorch_teachers.py ../shared/data/citeulike/split-www23-seed0/train.txt

With --serve MODEL it answers each line with the next epoch's seconds on the clock and of all processors.
"""
import argparse
import sys
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


class Interactions:
    """Users, items, and the pairs of a file with a line `user item item …` a user."""

    def __init__(self, path):
        with open(path) as file:
            rows = [np.array(line.split(), dtype=np.int64) for line in file]
        self.user = np.concatenate([np.full(len(row) - 1, row[0]) for row in rows])
        self.item = np.concatenate([row[1:] for row in rows])
        self.users, self.items = int(self.user.max()) + 1, int(self.item.max()) + 1
        self.keys = np.sort(self.user * self.items + self.item)

    def negatives(self, count):
        """`count` unobserved items for each pair: drawn at once, and again where observed."""
        users = np.repeat(self.user, count)
        items = np.random.randint(self.items, size=len(users))
        again = np.arange(len(users))
        while len(again):
            keys = users[again] * self.items + items[again]
            places = np.searchsorted(self.keys, keys).clip(max=len(self.keys) - 1)
            again = again[self.keys[places] == keys]
            items[again] = np.random.randint(self.items, size=len(again))
        return torch.from_numpy(items.reshape(-1, count))


def table(rows, dim, deviation):
    embedding = nn.Embedding(rows, dim)
    nn.init.normal_(embedding.weight, 0, deviation)
    return embedding


class PairModel(nn.Module):
    """What is trained on pairs with sampled negatives."""

    def batches(self):
        negatives = self.data.negatives(self.sampled)
        order = torch.randperm(len(self.data.user))
        users, items = torch.from_numpy(self.data.user), torch.from_numpy(self.data.item)
        for batch in order.split(self.batch):
            yield users[batch], items[batch], negatives[batch]

    def after_step(self):
        pass


class MatrixFactorization(PairModel):
    batch, sampled, lr, decay = 1024, 1, 1e-3, 1e-3

    def __init__(self, data, dim=128):
        super().__init__()
        self.data = data
        self.user, self.item = table(data.users, dim, 0.01), table(data.items, dim, 0.01)

    def loss(self, users, items, negatives):
        user = self.user(users)
        observed = (user * self.item(items)).sum(1, keepdim=True)
        unobserved = (user[:, None] * self.item(negatives)).sum(2)
        return F.softplus(unobserved - observed).sum()


class MetricLearning(PairModel):
    batch, sampled, lr, decay = 2048, 20, 2e-3, 0

    def __init__(self, data, dim=100):
        super().__init__()
        self.data = data
        self.user, self.item = table(data.users, dim, 1 / dim), table(data.items, dim, 1 / dim)

    def loss(self, users, items, negatives):
        user = self.user(users)
        near = (user - self.item(items)).square().sum(1, keepdim=True)
        far = (user[:, None] - self.item(negatives)).square().sum(2)
        inside = (far < near + 1).float().mean(1)
        weights = torch.log(inside * self.data.items + 1)
        return (weights * F.relu(1 + near.squeeze(1) - far.min(1).values)).sum()

    @torch.no_grad()
    def after_step(self):
        for embedding in (self.user, self.item):
            norms = embedding.weight.norm(dim=1, keepdim=True)
            embedding.weight.div_(norms.clamp(min=1))


class NeuralMatrixFactorization(PairModel):
    batch, sampled, lr, decay = 1024, 4, 1e-3, 2e-3

    def __init__(self, data, dim=64, hidden=32):
        super().__init__()
        self.data = data
        self.factor_user, self.factor_item = table(data.users, dim, 0.01), table(data.items, dim, 0.01)
        self.layer_user, self.layer_item = table(data.users, dim, 0.01), table(data.items, dim, 0.01)
        self.hidden, self.output = nn.Linear(2 * dim, hidden), nn.Linear(dim + hidden, 1)

    def loss(self, users, items, negatives):
        items = torch.cat([items[:, None], negatives], 1)
        targets = torch.zeros(items.shape)
        targets[:, 0] = 1
        users = users[:, None].expand_as(items).reshape(-1)
        items = items.reshape(-1)
        product = self.factor_user(users) * self.factor_item(items)
        layer = F.relu(self.hidden(torch.cat([self.layer_user(users), self.layer_item(items)], 1)))
        logits = self.output(torch.cat([product, layer], 1)).squeeze(1)
        return F.binary_cross_entropy_with_logits(logits, targets.reshape(-1), reduction="sum")


class LightGCN(PairModel):
    batch, sampled, lr, decay = 4096, 1, 5e-3, 0
    loss_decay = 1e-4

    def __init__(self, data, dim=64, layers=3, layout="coo"):
        super().__init__()
        self.data, self.layers = data, layers
        self.user, self.item = table(data.users, dim, 0.1), table(data.items, dim, 0.1)
        weights = 1 / np.sqrt(np.bincount(data.user)[data.user] * np.bincount(data.item)[data.item])
        places = np.stack([data.user, data.item + data.users])
        size = data.users + data.items
        graph = torch.sparse_coo_tensor(
            np.concatenate([places, places[::-1]], 1), np.tile(weights, 2), (size, size),
            dtype=torch.float32).coalesce()
        self.graph = graph if layout == "coo" else graph.to_sparse_csr()

    def loss(self, users, items, negatives):
        layers = [torch.cat([self.user.weight, self.item.weight])]
        for _ in range(self.layers):
            layers.append(torch.sparse.mm(self.graph, layers[-1]))
        final_user, final_item = torch.stack(layers).mean(0).split([self.data.users, self.data.items])
        user = final_user[users]
        observed = (user * final_item[items]).sum(1, keepdim=True)
        unobserved = (user[:, None] * final_item[negatives]).sum(2)
        squares = (self.user(users).square().sum() + self.item(items).square().sum()
                   + self.item(negatives).square().sum())
        return F.softplus(unobserved - observed).mean() + self.loss_decay / 2 * squares / len(users)


class MultVAE(nn.Module):
    """Over the rows of a binary matrix: users' histories, or items' audiences."""
    batch, lr, decay = 256, 1e-3, 0

    def __init__(self, rows, columns, shape, hidden=200, latent=200, dropout=0.5, anneal=2000):
        super().__init__()
        self.rows = torch.sparse_coo_tensor(
            np.stack([rows, columns]), np.ones(len(rows)), shape, dtype=torch.float32).coalesce()
        self.filled = torch.from_numpy(np.unique(rows))
        self.dropout, self.anneal, self.step = dropout, anneal, 0
        self.encoder, self.code = nn.Linear(shape[1], hidden), nn.Linear(hidden, 2 * latent)
        self.decoder = nn.Linear(latent, shape[1])

    def batches(self):
        for batch in self.filled[torch.randperm(len(self.filled))].split(self.batch):
            yield (self.rows.index_select(0, batch).to_dense(),)

    def loss(self, rows):
        hidden = torch.tanh(self.encoder(F.dropout(F.normalize(rows), self.dropout)))
        mean, log_variance = self.code(hidden).chunk(2, 1)
        latent = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        likelihood = (rows * F.log_softmax(self.decoder(latent), 1)).sum(1)
        divergence = (mean.square() + log_variance.exp() - log_variance - 1).sum(1) / 2
        weight = 0.2 * min(1, self.step / self.anneal)
        self.step += 1
        return (weight * divergence - likelihood).mean()

    def after_step(self):
        pass


class ItemVAE(MultVAE):
    batch = 512


def make(name, data, layout):
    if name == "vae":
        return MultVAE(data.user, data.item, (data.users, data.items))
    if name == "item-vae":
        return ItemVAE(data.item, data.user, (data.items, data.users), latent=128, dropout=0.3,
                       anneal=4000)
    if name == "lightgcn":
        return LightGCN(data, layout=layout)
    return {"mf": MatrixFactorization, "cml": MetricLearning,
            "neumf": NeuralMatrixFactorization}[name](data)


class Training:
    def __init__(self, model):
        self.model = model
        self.optimiser = torch.optim.Adam(model.parameters(), lr=model.lr, weight_decay=model.decay)

    def epoch(self):
        """Seconds of an epoch on the clock, and of all processors."""
        start, processor = time.perf_counter(), time.process_time()
        for batch in self.model.batches():
            loss = self.model.loss(*batch)
            self.optimiser.zero_grad()
            loss.backward()
            self.optimiser.step()
            self.model.after_step()
        return time.perf_counter() - start, time.process_time() - processor


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--layout", choices=["coo", "csr"], default="coo", help="of LightGCN's graph")
    parser.add_argument("--serve", metavar="MODEL")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    np.random.seed(0)
    data = Interactions(options.train)

    if options.serve:
        training = Training(make(options.serve, data, options.layout))
        for _ in sys.stdin:
            print(*training.epoch(), flush=True)
        return
    for name in ["lightgcn", "mf", "cml", "neumf", "vae", "item-vae"]:
        training = Training(make(name, data, options.layout))
        seconds = [training.epoch()[0] for _ in range(options.epochs)]
        print(f"{name}: median {sorted(seconds)[len(seconds) // 2]:.2f} s an epoch of {seconds}", flush=True)


if __name__ == "__main__":
    main()
