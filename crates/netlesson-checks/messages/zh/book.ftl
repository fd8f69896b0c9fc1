# 书向列出网页的人（例如搜索引擎）介绍自己的话。

book-description = 用 Rust 学网络编程，就在你自己的电脑上
