CREATE TABLE notices (
    id INT PRIMARY KEY,
    title VARCHAR(100) NOT NULL,
    held BOOLEAN NOT NULL DEFAULT FALSE,
    taken_down_at TIMESTAMP WITH TIME ZONE
);
CREATE INDEX notices_taken_down_at ON notices (taken_down_at);
CREATE TABLE notice_replies (
    id INT PRIMARY KEY,
    notice_id INT NOT NULL,
    written_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX notice_replies_notice_id ON notice_replies (notice_id);
